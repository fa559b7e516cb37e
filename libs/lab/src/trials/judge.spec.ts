import { describe, expect, it } from '@jest/globals';
import { seededRng } from '@orbiquant/kernel';
import { independentTrials } from './independent-trials.ts';
import { judge, type Judged } from './judge.ts';
import type { TrialRecord } from './trial-record.ts';

const DAYS = 1_000;
/** Daily returns whose measured Sharpe ratio per day is the given one. */
function returnsOf(seed: string, sharpePerDay: number): Float64Array {
  const rng = seededRng(seed);
  const drawn = Float64Array.from({ length: DAYS }, () => rng.normal());
  const mean = drawn.reduce((sum, value) => sum + value, 0) / DAYS;
  const deviation = Math.sqrt(drawn.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (DAYS - 1));
  return drawn.map((value) => 0.01 * (sharpePerDay + (value - mean) / deviation));
}
const records = (count: number, spread = 1 / Math.sqrt(DAYS)): TrialRecord[] => {
  const rng = seededRng('records');
  return Array.from({ length: count }, (_unused, k) => ({
    parametersDigest: String(k),
    sharpePerDay: spread * rng.normal(),
    days: DAYS,
  }));
};
const judged = (changes: Partial<Judged>): Judged => ({
  returns: returnsOf('edge', 0.2),
  trades: 100,
  totalReturn: 0.5,
  tried: records(1),
  series: [],
  ...changes,
});
const failed = (one: Judged): string[] => judge(one).reasons.flatMap(({ code, passes }) => (passes ? [] : [code]));

describe('the gate', () => {
  it('lets a strong result through, and says how many combinations came before', () => {
    const verdict = judge(judged({ tried: records(500) }));
    expect(verdict).toMatchObject({ passes: true, trials: 500 });
    expect(verdict.reasons.find(({ code }) => code === 'deflated-sharpe')?.params['byLuck']).toBeGreaterThan(0.08);
  });

  it('a result that one trial would carry falls when it is the best of a thousand', () => {
    const returns = returnsOf('weak', 0.075);
    expect(failed(judged({ returns }))).toEqual([]);
    expect(failed(judged({ returns, tried: records(1_000) }))).toEqual(['deflated-sharpe']);
  });

  it('a loss, too few trades and nothing measurable each fall by name', () => {
    expect(failed(judged({ totalReturn: -0.1 }))).toContain('gain');
    expect(failed(judged({ trades: 3 }))).toContain('trades');
    expect(failed(judged({ returns: new Float64Array(DAYS) }))).toContain('deflated-sharpe');
    expect(failed(judged({ returns: new Float64Array(0), totalReturn: NaN }))).toContain('gain');
  });

  it('trials that agree do not make luck small: the spread is at least that of worthless trials', () => {
    const alike = records(1_000, 0);
    expect(failed(judged({ returns: returnsOf('weak', 0.075), tried: alike }))).toEqual(['deflated-sharpe']);
  });

  it('a search among worthless series that picks the luckiest is found out', () => {
    const series = Array.from({ length: 40 }, (_unused, k) => returnsOf(`noise${k}`, -0.02));
    const overfit = judge(judged({ series })).reasons.find(({ code }) => code === 'overfitting');
    expect(overfit?.params['probability']).toBeGreaterThan(0.3);
    const good = Array.from({ length: 40 }, (_unused, k) => returnsOf(`good${k}`, 0.2));
    expect(failed(judged({ series: good }))).toEqual([]);
  });
});

describe('earlier trials', () => {
  const alike = Array.from({ length: 20 }, () => returnsOf('weak', 0.075));
  const trialsOf = (one: Judged): unknown =>
    judge(one).reasons.find(({ code }) => code === 'deflated-sharpe')?.params['trials'];

  it('count in full, however alike those of the present search are', () => {
    expect(trialsOf(judged({ series: alike, tried: records(1_020), searched: 20 }))).toBeCloseTo(1_001, 6);
    expect(trialsOf(judged({ series: alike, tried: records(20), searched: 20 }))).toBeCloseTo(1, 6);
    expect(trialsOf(judged({ tried: records(7), searched: 1 }))).toBe(7);
  });
});

describe('independent trials', () => {
  it('copies count once, unlike ones in full, and half-alike ones in between', () => {
    const one = returnsOf('a', 0);
    expect(independentTrials(100, [one, one, one])).toBeCloseTo(1, 9);
    const unlike = ['a', 'b', 'c', 'd'].map((seed) => returnsOf(seed, 0));
    expect(independentTrials(100, unlike)).toBeGreaterThan(90);
    const mixed = ['b', 'c', 'd', 'e'].map((seed) => returnsOf(seed, 0).map((value, k) => value + one[k]!));
    expect(independentTrials(100, mixed)).toBeGreaterThan(40);
    expect(independentTrials(100, mixed)).toBeLessThan(62);
    expect(independentTrials(7, [])).toBe(7);
  });
});
