import { describe, expect, it } from '@jest/globals';
import { buy, exit, flat, play, spot } from '../testing/scripted.ts';
import { backtestPart } from './backtest-part.ts';
import type { ShownRun } from './shown-run.ts';

const rows = [flat(100), flat(100), flat(110), flat(120), flat(120)];
const run = play(spot(rows), { 0: [buy(1)], 2: [exit] });

describe('the part of a result that shows one run', () => {
  const part = backtestPart(run, run);

  it('has every figure by name, null where there is nothing to measure', () => {
    expect(part.figures).toMatchObject({
      trades: 1,
      totalReturn: expect.closeTo(0.02, 12),
      fees: 0,
      shortfall: 0,
      profitFactor: null,
    });
    expect(Object.values(part.figures).every((value) => value === null || Number.isFinite(value))).toBe(true);
  });

  it('lists trades as they were', () => {
    expect(part.trades).toEqual([
      expect.objectContaining({
        side: 'long',
        entryPrice: 100,
        exitPrice: 120,
        quantity: 1,
        pnl: 20,
        returnRatio: 0.2,
        entryTag: 'in',
        exitTag: 'out',
      }),
    ]);
    expect(part.tradesLeftOut).toBe(0);
  });

  it('names what has to be the same for a run to come out the same', () => {
    expect(part.runCard).toMatchObject({ strategy: 'scripted', seed: 'script', digest: run.runCard.digest });
    expect(part.runCard).not.toHaveProperty('parameters');
  });

  it('counts the first month from the money at the beginning', () => {
    expect(part.months).toEqual([{ year: 1970, month: 1, return: expect.closeTo(0.02, 12) }]);
  });

  it('leaves trades beyond five thousand out, and says how many', () => {
    const many = { ...partsOf(run), trades: Array.from({ length: 5_003 }, () => run.trades[0]!) };
    const shown = backtestPart(many, run);
    expect([shown.trades.length, shown.tradesLeftOut]).toEqual([5_000, 3]);
  });
});

/** The same run as a plain object: its getters are not its own properties. */
function partsOf(one: ShownRun): ShownRun {
  const { timeMs, equity, trades, tradeCount, orders, fills } = one;
  const { costs, shortfall, cappedFills, statistics, warnings, runCard } = one;
  return {
    timeMs,
    equity,
    trades,
    tradeCount,
    orders,
    fills,
    costs,
    shortfall,
    cappedFills,
    statistics,
    warnings,
    runCard,
  };
}
