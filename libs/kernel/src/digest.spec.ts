import { describe, expect, it } from '@jest/globals';
import { base32Digest, digestOf, hmacSha256Hex, sha256Hex } from './digest.ts';

describe('digests', () => {
  it('agree with the published vector of SHA-256 ("abc", FIPS 180-4 example)', () => {
    expect(sha256Hex('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  });
  it('agree with RFC 4231 test case 2 of HMAC-SHA-256', () => {
    expect(hmacSha256Hex('Jefe', 'what do ya want for nothing?')).toBe(
      '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
    );
  });
  it('do not depend on the order in which keys were set', () => {
    expect(digestOf({ b: 1n, a: [{ d: 2, c: 3 }] })).toBe(digestOf({ a: [{ c: 3, d: 2 }], b: 1n }));
  });
  it('give base32 ids of the asked length from the whole alphabet only', () => {
    expect(base32Digest('order', 32)).toMatch(/^[a-z2-7]{32}$/);
    expect(base32Digest('order', 26)).not.toBe(base32Digest('ordes', 26));
  });
});
