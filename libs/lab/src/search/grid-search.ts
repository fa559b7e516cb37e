import { AppError } from '@orbiquant/kernel';
import { combinationAt, sizeOf, type SearchSpace } from './search-space.ts';
import type { Search } from './search.ts';

/** How far a grid is: the index of the next combination. */
export type GridState = { next: number };

/** Combinations between two checkpoints. */
const BATCH = 64;

/**
 * Every combination of a space, once, in order.
 *
 * @throws AppError `invalid-input`, naming the count, when there are more than `trialsMax`.
 */
export function gridSearch(space: SearchSpace, trialsMax: number): Search<GridState> {
  const total = sizeOf(space);
  if (total > trialsMax) {
    const message = `The grid has ${total} combinations, more than the ${trialsMax} allowed: widen its steps or search at random`;
    throw new AppError('invalid-input', message, { errors: [{ path: 'search.ranges', code: 'too-many', message }] });
  }
  return {
    start: () => ({ next: 0 }),
    nextBatch: ({ next }) =>
      Array.from({ length: Math.min(BATCH, total - next) }, (_unused, k) => combinationAt(space, next + k)),
    absorb: ({ next }, trials) => ({ next: next + trials.length }),
    progress: ({ next }) => ({ done: next, total }),
  };
}
