import type { SearchRange } from '@orbiquant/contracts';

/** A search larger than this is refused before it is sent. */
export const COMBINATIONS_MAX = 20_000;

/** Steps may miss their end by rounding, and nothing else. */
const SLACK = 1e-9;

/** How many values a range holds; 0 when it is none. */
export function valuesIn({ from, to, step }: SearchRange): number {
  if (!(step > 0) || to < from) return 0;
  return Math.floor((to - from) / step + SLACK) + 1;
}

/** How many combinations some ranges make together. */
export const combinationsOf = (ranges: readonly SearchRange[]): number =>
  ranges.reduce((count, range) => count * valuesIn(range), ranges.length === 0 ? 0 : 1);
