/** A tiny seeded stream of uniform numbers in [0, 1), cheap enough to start once per candle. Not for secrets. */
export type Uniform = () => number;

/** Mixes a text into 32 bits. @see FNV-1a. */
export function hashText(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return h >>> 0;
}

/** Stream of uniforms fixed by a 32-bit word and an integer below 2^53. @see mulberry32 (T. Ettinger, public domain). */
export function uniformStream(word: number, key: number): Uniform {
  let state =
    (Math.imul(word ^ (key >>> 0), 0x9e3779b1) ^ Math.imul(Math.floor(key / 2 ** 32) + 0x7f4a7c15, 0x85ebca6b)) >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}
