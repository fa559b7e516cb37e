import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { canonicalJson } from './canonical-json.ts';

const BASE32 = 'abcdefghijklmnopqrstuvwxyz234567';

/** SHA-256 of UTF-8 text, 64 lower-case hex digits. */
export const sha256Hex = (text: string): string => bytesToHex(sha256(utf8ToBytes(text)));

/** SHA-256 of a value's canonical JSON: equal meaning, equal digest. */
export const digestOf = (value: unknown): string => sha256Hex(canonicalJson(value));

/** HMAC-SHA-256 of UTF-8 text under a UTF-8 key, lower-case hex. */
export const hmacSha256Hex = (key: string, text: string): string =>
  bytesToHex(hmac(sha256, utf8ToBytes(key), utf8ToBytes(text)));

/** First `length` base32 letters (RFC 4648 alphabet, lower case) of SHA-256: a deterministic id, 5 bits a letter. */
export function base32Digest(text: string, length: number): string {
  let bits = 0;
  let held = 0;
  let out = '';
  for (const byte of sha256(utf8ToBytes(text))) {
    held = ((held << 8) | byte) & 0xffff;
    bits += 8;
    while (bits >= 5 && out.length < length) {
      bits -= 5;
      out += BASE32[(held >> bits) & 31];
    }
  }
  return out;
}
