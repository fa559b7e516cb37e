import { runSeed, type RunOptions } from './run-seed.ts';

/** A failing world with as few actions as can be found. */
export type Shrunk = { seed: number; oracle: string; detail: string; actions: number; dropped: number[] };

/**
 * Leaves out actions, first many and then few at a time, as long as the same oracle is still broken. Null when the seed
 * breaks nothing.
 */
export function shrinkSeed(seed: number, options: Pick<RunOptions, 'seams'> = {}): Shrunk | null {
  const whole = runSeed(seed, options);
  const [first] = whole.violations;
  if (!first) return null;
  const broken = (dropped: ReadonlySet<number>): string | null =>
    runSeed(seed, { ...options, dropped }).violations.find(({ oracle }) => oracle === first.oracle)?.detail ?? null;
  let dropped = new Set<number>();
  let { detail } = first;
  for (let size = Math.ceil(whole.actions / 2); size >= 1; size = Math.floor(size / 2)) {
    for (let from = 0; from < whole.actions; from += size) {
      const more = new Set(dropped);
      for (let at = from; at < from + size; at++) more.add(at);
      const still = more.size > dropped.size ? broken(more) : null;
      if (still !== null) [dropped, detail] = [more, still];
    }
  }
  return { seed, oracle: first.oracle, detail, actions: whole.actions, dropped: [...dropped].sort((a, b) => a - b) };
}
