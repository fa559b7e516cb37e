import { seededRng } from '@orbiquant/kernel';
import { combinationAt, sizeOf, type SearchSpace } from './search-space.ts';
import type { Search } from './search.ts';

/** How far a random search is: draws taken so far. */
export type RandomState = { next: number };

const BATCH = 64;

/**
 * Different combinations drawn uniformly from a space; all of them, in random order, when there are no more than asked
 * for. Draw k depends on the seed and k alone.
 *
 * @see J. Bergstra, Y. Bengio, "Random Search for Hyper-Parameter Optimization", JMLR 13, 2012.
 */
export function randomSearch(space: SearchSpace, trialsMax: number, seed: string): Search<RandomState> {
  const order = drawIndexes(sizeOf(space), trialsMax, seed);
  return {
    start: () => ({ next: 0 }),
    nextBatch: ({ next }) => order.slice(next, next + BATCH).map((index) => combinationAt(space, index)),
    absorb: ({ next }, trials) => ({ next: next + trials.length }),
    progress: ({ next }) => ({ done: next, total: order.length }),
  };
}

/** Distinct indexes: a partial Fisher-Yates shuffle that remembers only what it has moved. */
function drawIndexes(size: number, count: number, seed: string): number[] {
  const rng = seededRng(`${seed}/random-search`);
  const moved = new Map<number, number>();
  return Array.from({ length: Math.min(size, count) }, (_unused, k) => {
    const at = k + rng.below(size - k);
    const drawn = moved.get(at) ?? at;
    moved.set(at, moved.get(k) ?? k);
    return drawn;
  });
}
