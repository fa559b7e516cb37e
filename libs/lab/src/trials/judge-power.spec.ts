import { describe, expect, it } from '@jest/globals';
import { seededRng } from '@orbiquant/kernel';
import { judge } from './judge.ts';
import type { TrialRecord } from './trial-record.ts';

/** Independent normal daily returns of a true Sharpe ratio per year. */
function returnsOf(seed: string, sharpePerYear: number, days: number): Float64Array {
  const rng = seededRng(seed);
  const mean = sharpePerYear / Math.sqrt(365);
  return Float64Array.from({ length: days }, () => 0.01 * (mean + rng.normal()));
}

/** So many worthless trials of those days; with one, what is judged is the only trial. */
function triedOf(count: number, days: number): TrialRecord[] {
  const rng = seededRng('tried');
  return Array.from({ length: count }, (_unused, k) => ({
    parametersDigest: String(k),
    sharpePerDay: rng.normal() / Math.sqrt(days),
    days,
  }));
}

const passes = (returns: Float64Array, tried: readonly TrialRecord[]): boolean =>
  judge({ returns, trades: 100, totalReturn: 1, tried, series: [] }).passes;

function passRate(
  sharpePerYear: number,
  { days, trials, runs }: { days: number; trials: number; runs: number },
): number {
  const tried = triedOf(trials, days);
  let passed = 0;
  for (let run = 0; run < runs; run++) if (passes(returnsOf(`run-${run}`, sharpePerYear, days), tried)) passed += 1;
  return passed / runs;
}

/** Four standard errors of a share among so many runs. */
const slack = (share: number, runs: number): number => 4 * Math.sqrt((share * (1 - share)) / runs);

describe('size and power of the gate, as docs/lab.md states them', () => {
  it('of worthless strategies that are the only ones tried, one in twenty passes', () => {
    expect(Math.abs(passRate(0, { days: 365, trials: 1, runs: 600 }) - 0.05)).toBeLessThan(slack(0.05, 600));
  });

  it('of worthless strategies after many others, hardly any does', () => {
    expect(passRate(0, { days: 365, trials: 100, runs: 200 })).toBe(0);
  });

  it.each([
    [2.07, 730, 1],
    [3.86, 730, 100],
    [3.09, 1_460, 1_000],
  ])('a Sharpe ratio of %d a year over %d days after %d trials passes nine times in ten', (sharpe, days, trials) => {
    expect(Math.abs(passRate(sharpe, { days, trials, runs: 150 }) - 0.9)).toBeLessThan(slack(0.9, 150));
  });
});
