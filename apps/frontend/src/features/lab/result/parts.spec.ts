import { describe, expect, it } from '@jest/globals';
import type { LabFinding } from '@orbiquant/contracts';
import { SUGGESTION_CODES } from '@orbiquant/lab';
import { sortRows } from '../parts/sort-rows.ts';
import { firstForm } from '../form/first-form.ts';
import { prefilled } from '../form/prefill.ts';
import { resultOfKind, runOfKind, strategies } from '../testing/runs.ts';
import { equityPoints } from './equity-points.ts';
import { endAt, seriesAt } from './fan-option.ts';
import { headlineOf } from './headline-of.ts';
import { yearsOf } from './months-of.ts';
import { nextStepOf } from './next-step.ts';
import { bestCell, cellAt, cellsOf } from './parameter-map.ts';
import { tradeMarks, tradeWindow } from './trade-window.ts';

const HOUR_MS = 3_600_000;
const CHANNEL = { entryBars: 55, stopRanges: 2, risk: 0.01 };
const optimised = resultOfKind('optimise');
const map = optimised.heatMap!;

describe('what a run shows', () => {
  it('compounds the months of a year, and leaves out what it does not have', () => {
    const [year] = yearsOf(resultOfKind('backtest').months);
    expect(year).toMatchObject({ year: 2024, months: [0.05, -0.02, ...Array.from({ length: 10 }, () => null)] });
    expect(year!.total).toBeCloseTo(1.05 * 0.98 - 1, 12);
  });

  it('marks the chosen cell of a map and knows the best one; cells that nobody tried are left out', () => {
    expect(cellsOf(map)).toHaveLength(5);
    expect(bestCell(map)).toEqual([1, 0, 0.8]);
    expect(cellAt(map, optimised.parameters)).toEqual([1, 0]);
    expect(cellAt(map, { fast: 19, slow: 44 })).toEqual([2, 1]);
  });

  it('reads the ends of a fan by quantile, and has none for one that it does not draw', () => {
    const [fan] = resultOfKind('monte-carlo').fans;
    expect([endAt(fan!, 0.05), endAt(fan!, 0.95)]).toEqual([8_000, 16_000]);
    expect([seriesAt(fan!, 0.1), endAt(fan!, 0.1)]).toEqual([[], null]);
  });

  it('fetches candles around a trade, and no more than a chart can bear', () => {
    const trade = resultOfKind('backtest').trades[1]!;
    const span = tradeWindow(trade, '1h');
    expect([trade.entryAtMs - span.fromMs, span.toMs - trade.exitAtMs]).toEqual([60 * HOUR_MS, 60 * HOUR_MS]);
    const held = tradeWindow({ ...trade, exitAtMs: trade.entryAtMs + 9_000 * HOUR_MS }, '1h');
    expect((held.toMs - held.fromMs) / HOUR_MS).toBe(1_500);
  });

  it('marks the ways in and out of the same instrument that lie in view', () => {
    const { trades } = resultOfKind('backtest');
    const [first] = trades;
    const others = trades.map((trade) => ({ ...trade, symbol: 'ETH/USDT' }));
    const marks = tradeMarks([...trades, ...others], first!, { fromMs: first!.entryAtMs, toMs: first!.exitAtMs + 1 });
    expect(marks).toEqual([
      { atMs: first!.entryAtMs, kind: 'entry', buys: true, isChosen: true },
      { atMs: first!.exitAtMs, kind: 'exit', buys: false, isChosen: true },
    ]);
  });

  it('breaks its lines where there is no value, and draws one point a second at most', () => {
    const lines = equityPoints({ timeMs: [1_000, 1_400, 2_000], equity: [1, 2, null], drawdown: [0, 0, 0] }, null);
    expect(lines.equity).toEqual([{ time: 1, value: 2 }, { time: 2 }]);
    expect(lines.benchmark).toEqual([]);
  });

  it('stands figures of its kind first, and none that it lacks', () => {
    expect(headlineOf('walk-forward', { totalReturn: 0.1, efficiency: 0.5 })).toEqual(['efficiency', 'totalReturn']);
  });

  it('orders by any column, what is missing last either way', () => {
    const rows = [{ v: 2 }, { v: null }, { v: 10 }];
    expect(sortRows(rows, ({ v }) => v, 'ascending').map(({ v }) => v)).toEqual([2, 10, null]);
    expect(sortRows(rows, ({ v }) => v, 'descending').map(({ v }) => v)).toEqual([10, 2, null]);
  });

  it('opens a form with the change that a suggestion asks for, and none where there is nothing to change', () => {
    const order = { ...runOfKind('backtest').order, interval: '1h' as const, symbols: ['BTC/USDT'] };
    const symbols = ['BTC/USDT', 'ETH/USDT', 'SOL/USDT'];
    const step = (
      suggestion: string,
      params: LabFinding['params'] = {},
      parameters: Record<string, number> = CHANNEL,
    ) => nextStepOf({ suggestion, params, order, parameters, symbols });
    expect(step('trade-less')).toEqual({ interval: '4h' });
    expect(step('smaller-size')).toEqual({ stake: 0.5 });
    expect(step('smaller-size', {}, { fast: 5 })).toBeNull();
    expect(step('drop-losing-side', { losing: 'short' })).toEqual({ short: false });
    expect(step('drop-losing-side', { losing: 'long' })).toBeNull();
    expect(step('test-instruments-alone', { symbol: 'SOL/USDT' })).toEqual({ symbols: 'SOL/USDT' });
    expect(step('more-instruments')).toEqual({ symbols: 'BTC/USDT,ETH/USDT,SOL/USDT' });
    expect(step('more-liquid-market', { cash: 1_234.9 })).toEqual({ cash: 1_234 });
    expect(step('loosen-entry')).toEqual({ kind: 'optimise', search: 'entryBars' });
    expect(step('loosen-entry', {}, { low: 30, share: 1 })).toEqual({ kind: 'optimise', search: 'low' });
    expect(step('add-stop')).toEqual({ kind: 'optimise', search: 'stopRanges' });
    expect(step('add-stop', {}, { fast: 5 })).toBeNull();
    expect(step('fewer-parameters')).toEqual({ kind: 'optimise', search: 'entryBars,stopRanges' });
    expect(step('longer-history')).toEqual({ period: 'all' });
  });

  it('knows a step for every suggestion but those that only a person can carry out', () => {
    const params = { losing: 'short', symbol: 'BTC/USDT', cash: 50 };
    const { order } = runOfKind('backtest');
    const known = { params, order, parameters: CHANNEL, symbols: ['BTC/USDT', 'ETH/USDT'] };
    const without = SUGGESTION_CODES.filter((suggestion) => nextStepOf({ ...known, suggestion }) === null);
    expect(without).toEqual(['rethink-rule', 'less-leverage']);
    expect(nextStepOf({ ...known, suggestion: 'constructor' })).toBeNull();
  });

  it('a step fills the form in: what it names changes, and what it does not stays', () => {
    const form = {
      ...firstForm({ strategies, symbols: ['BTC/USDT'], language: 'es' }),
      strategy: 'sma-cross',
      cash: '500',
    };
    const known = { strategies, coverage: null, language: 'es' };
    const filled = prefilled(
      { ...form, parameters: { fast: '5', slow: '20', share: '1' } },
      { stake: 0.5, interval: '4h' },
      known,
    );
    expect([filled.parameters, filled.interval, filled.cash]).toEqual([
      { fast: '5', slow: '20', share: '0,5' },
      '4h',
      '500',
    ]);
    const searched = prefilled(
      { ...form, parameters: { fast: '5', slow: '20', share: '1' } },
      { kind: 'optimise', search: 'slow' },
      known,
    );
    expect(Object.keys(searched.ranges)).toEqual(['slow']);
    const moved = prefilled(form, { symbols: 'ETH/USDT,BTC/USDT', short: true, cash: 1_234 }, known);
    expect([moved.symbols, moved.short, moved.cash]).toEqual([['ETH/USDT', 'BTC/USDT'], true, '1234']);
  });
});
