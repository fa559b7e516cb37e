import { gunzipSync, zstdDecompressSync } from 'node:zlib';
import { AppError } from '@orbiquant/kernel';

/** Limits of what is opened: a small parcel that holds a flood is refused before it is whole. */
const PACKED_BYTES_MAX = 1024 * 1024;
const OPENED_BYTES_MAX = 4 * 1024 * 1024;

const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;

/**
 * What was told on a channel: plain JSON as it is, or gzip or zstd in base64 under `data`.
 * @throws AppError invalid-input, when it is packed and cannot be opened within the limits.
 */
export function openPayload(payload: unknown): unknown {
  if (typeof payload !== 'object' || payload === null || !('data' in payload)) return payload;
  const { data } = payload;
  if (typeof data !== 'string' || !BASE64.test(data)) throw unreadable('is no base64');
  if (data.length > (PACKED_BYTES_MAX * 4) / 3) throw unreadable(`is larger than ${PACKED_BYTES_MAX} bytes`);
  const text = unpack(Buffer.from(data, 'base64')).toString('utf8');
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw unreadable('holds no JSON');
  }
}

function unpack(packed: Buffer): Buffer {
  const limits = { maxOutputLength: OPENED_BYTES_MAX };
  const opener =
    packed.readUIntBE(0, Math.min(2, packed.length)) === 0x1f8b
      ? gunzipSync
      : isZstd(packed)
        ? zstdDecompressSync
        : null;
  if (!opener) throw unreadable('is neither gzip nor zstd');
  try {
    return opener(packed, limits);
  } catch (cause) {
    const isFlood = (cause as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE';
    throw unreadable(isFlood ? `opens to more than ${OPENED_BYTES_MAX} bytes` : 'cannot be opened');
  }
}

/** @see RFC 8878 section 3.1.1 for the magic number. */
const isZstd = (packed: Buffer): boolean => packed.length >= 4 && packed.readUInt32LE(0) === 0xfd2fb528;

const unreadable = (what: string): AppError =>
  new AppError('invalid-input', `data: ${what}`, { errors: [{ path: 'data', code: 'packed', message: what }] });
