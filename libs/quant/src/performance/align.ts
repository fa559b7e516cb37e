import { invariant } from '@orbiquant/kernel';

/** Returns with the time at which each period ended, epoch milliseconds, ascending. */
export type DatedReturns = { atMs: Float64Array; returns: Float64Array };

/**
 * Puts two return series on one calendar: each time that either has, NaN where one has no value.
 *
 * @throws  Invariant, when a series has other lengths of times and returns, or its times do not ascend.
 */
export function alignReturns(
  one: DatedReturns,
  other: DatedReturns,
): { atMs: Float64Array; returns: Float64Array; benchmark: Float64Array } {
  const ours = byTime(one);
  const theirs = byTime(other);
  const atMs = Float64Array.from(new Set([...one.atMs, ...other.atMs])).sort();
  return {
    atMs,
    returns: atMs.map((at) => ours.get(at) ?? NaN),
    benchmark: atMs.map((at) => theirs.get(at) ?? NaN),
  };
}

/** The part of two aligned series for which both have a value. @throws Invariant, when lengths differ. */
export function inBoth(returns: Float64Array, benchmark: Float64Array): [Float64Array, Float64Array] {
  invariant(returns.length === benchmark.length, 'returns and benchmark have one length');
  const both = (_: number, at: number): boolean => !Number.isNaN(returns[at]) && !Number.isNaN(benchmark[at]);
  return [returns.filter(both), benchmark.filter(both)];
}

function byTime({ atMs, returns }: DatedReturns): Map<number, number> {
  invariant(atMs.length === returns.length, 'each return has one time');
  const ascending = atMs.every((time, at) => at === 0 || time > atMs[at - 1]!);
  invariant(ascending, 'times of returns ascend');
  return new Map(Array.from(atMs, (time, at) => [time, returns[at]!]));
}
