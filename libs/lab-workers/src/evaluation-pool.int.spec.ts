import { afterEach, describe, expect, it } from '@jest/globals';
import { combinationAt, DEFAULT_ASSUMPTIONS, evaluate, searchSpace, type Problem } from '@orbiquant/lab';
import { seededRng } from '@orbiquant/kernel';
import { smaCross } from '@orbiquant/strategy';
import { evaluationPool, type EvaluationPool } from './evaluation-pool.ts';

const BARS = 2_000;
const rng = seededRng('pool');
const close = new Float64Array(BARS);
close.forEach((_unused, at) => (close[at] = (at === 0 ? 100 : close[at - 1]!) * Math.exp(0.004 * rng.normal())));
const problem: Problem = {
  strategy: 'sma-cross',
  instruments: [
    {
      symbol: 'BTC/USDT',
      interval: '1h',
      bars: {
        openTimeMs: close.map((_unused, at) => at * 3_600_000),
        open: close,
        high: close.map((value) => value * 1.001),
        low: close.map((value) => value * 0.999),
        close,
        volume: close.map(() => 1e6),
      },
      market: 'perpetual',
      filters: { tickSize: 0.01, stepSize: 0.001, quantityMin: 0, notionalMin: 0 },
    },
  ],
  assumptions: DEFAULT_ASSUMPTIONS,
  seed: 'pool',
  codeVersion: 'test',
  objectives: ['sharpe'],
  tradesMin: 1,
};
const space = searchSpace(smaCross, { fast: { from: 2, to: 20, step: 1 }, slow: { from: 15, to: 40, step: 5 } }, {});
const sets = Array.from({ length: 100 }, (_unused, at) => combinationAt(space, at));
let pool: EvaluationPool;
afterEach(() => pool.close());

describe('a pool of threads', () => {
  it.each([1, 2, 3])('gives on %d threads what one after another gives, to the last digit', async (workers) => {
    pool = evaluationPool(workers);
    const alone = sets.map((parameters) => evaluate(problem, parameters));
    expect(await pool.evaluateBatch(problem, sets)).toEqual(alone);
    expect(await pool.evaluateBatch(problem, [])).toEqual([]);
  });

  it('answers several batches and problems at once', async () => {
    pool = evaluationPool(2);
    const dear = { ...problem, assumptions: { ...DEFAULT_ASSUMPTIONS, takerFeeBps: 50 } };
    const [cheap, costly] = await Promise.all([
      pool.evaluateBatch(problem, sets.slice(0, 20)),
      pool.evaluateBatch(dear, sets.slice(0, 20)),
    ]);
    expect(costly[0]!.statistics!.totalReturn).toBeLessThan(cheap[0]!.statistics!.totalReturn);
    expect(cheap).toEqual(sets.slice(0, 20).map((parameters) => evaluate(problem, parameters)));
  });

  it('a problem that ends its thread gives failed trials, and the pool goes on', async () => {
    pool = evaluationPool(2);
    // columns that are not there break a promise of the engine, which ends the thread
    const broken = { ...problem, instruments: [{ ...problem.instruments[0]!, filters: null as never }] };
    const lost = await pool.evaluateBatch(broken, sets.slice(0, 9));
    expect(lost).toHaveLength(9);
    expect(lost.every(({ failure }) => failure !== null)).toBe(true);
    expect(await pool.evaluateBatch(problem, sets.slice(0, 3))).toHaveLength(3);
  });

  it('a batch under way is refused when the pool is closed', async () => {
    pool = evaluationPool(1);
    const asked = pool.evaluateBatch(problem, sets);
    const refused = expect(asked).rejects.toMatchObject({ code: 'conflict' });
    await pool.close();
    await refused;
  });
});
