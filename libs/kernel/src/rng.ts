/** A seeded source of randomness: same seed, same sequence, on every machine. */
export interface Rng {
  /** Uniform in [0, 1). */
  next(): number;
  /** Uniform integer in [0, below). */
  below(below: number): number;
  /** Standard normal (mean 0, deviation 1). */
  normal(): number;
  /** An independent stream named by `label`, which does not advance this one. */
  fork(label: string): Rng;
}

/** Seeded generator sfc32. @see C. Doty-Humphrey, PractRand, "small fast counting" generator. */
export function seededRng(seed: string): Rng {
  const uniform = sfc32(seedWords(seed));
  const next = (): number => uniform();
  return {
    next,
    below: (below) => Math.floor(next() * below),
    normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
    fork: (label) => seededRng(`${seed}/${label}`),
  };
}

/** Four well-mixed words from text (FNV-1a with a per-word salt, then a finaliser). */
function seedWords(seed: string): [number, number, number, number] {
  const word = (salt: number): number => {
    let h = 0x811c9dc5 ^ salt;
    for (let i = 0; i < seed.length; i++) h = Math.imul(h ^ seed.charCodeAt(i), 0x01000193);
    h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
    return (h ^ (h >>> 13)) >>> 0;
  };
  return [word(1), word(2), word(3), word(4)];
}

function sfc32([a, b, c, counter]: [number, number, number, number]): () => number {
  const step = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    c |= 0;
    return (sum >>> 0) / 2 ** 32;
  };
  for (let i = 0; i < 15; i++) step();
  return step;
}
