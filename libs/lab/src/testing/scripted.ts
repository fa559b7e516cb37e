import type { Bars } from '@orbiquant/quant';
import type { AccountView, Intent, TradingStrategy } from '@orbiquant/strategy';
import { DEFAULT_ASSUMPTIONS } from '../engine/default-assumptions.ts';
import type { Assumptions, LabInstrument } from '../engine/request.ts';
import { runBacktest } from '../engine/run-backtest.ts';
import type { BacktestResult } from '../engine/backtest-result.ts';

/** Open, high, low, close and, unless it is 1000, volume. */
export type Row = readonly [number, number, number, number, number?];

/** Hourly bars from rows; `everyMs` for another spacing. */
export function barsOfRows(rows: readonly Row[], { fromMs = 0, everyMs = 3_600_000 } = {}): Bars {
  const column = (at: 0 | 1 | 2 | 3): Float64Array => Float64Array.from(rows, (row) => row[at]);
  return {
    openTimeMs: Float64Array.from(rows, (_row, at) => fromMs + at * everyMs),
    open: column(0),
    high: column(1),
    low: column(2),
    close: column(3),
    volume: Float64Array.from(rows, (row) => row[4] ?? 1000),
  };
}

/** What to wish at which bar; a function sees the account. */
export type Script = Readonly<Record<number, readonly Intent[] | ((account: AccountView) => readonly Intent[] | null)>>;

/** A strategy that does what the test says. */
export const scripted = (script: Script): TradingStrategy => ({
  name: 'scripted',
  parameters: {},
  intervals: () => [],
  warmUp: () => ({ base: 1 }),
  prepare: () => ({
    decide(at, account) {
      const said = script[at];
      return typeof said === 'function' ? said(account) : (said ?? null);
    },
  }),
});

/** Nothing in the way: no fees, no slippage, no cap, fine steps. */
export const FREE: Assumptions = {
  ...DEFAULT_ASSUMPTIONS,
  cash: 1000,
  makerFeeBps: 0,
  takerFeeBps: 0,
  slippage: { kind: 'none' },
  participationMax: Infinity,
  liquidationFeeBps: 0,
};

/** Ticks of a cent, steps of a thousandth, no minimum worth mentioning. */
export const FILTERS = { tickSize: 0.01, stepSize: 0.001, quantityMin: 0.001, notionalMin: 0.01 };

/** A spot instrument over rows. */
export const spot = (rows: readonly Row[], more: Partial<LabInstrument> = {}): LabInstrument => ({
  symbol: 'BTC/USDT',
  interval: '1h',
  bars: barsOfRows(rows),
  market: 'spot',
  filters: FILTERS,
  ...more,
});

/** A perpetual over rows. */
export const perpetual = (rows: readonly Row[], more: Partial<LabInstrument> = {}): LabInstrument =>
  spot(rows, { market: 'perpetual', ...more });

/** Plays a script over one instrument. */
export const play = (
  instrument: LabInstrument,
  script: Script,
  assumptions: Partial<Assumptions> = {},
): BacktestResult =>
  runBacktest({
    instruments: [instrument],
    strategy: scripted(script),
    parameters: {},
    assumptions: { ...FREE, ...assumptions },
    seed: 'script',
    codeVersion: 'test',
  });

/** A flat bar at a price. */
export const flat = (price: number): Row => [price, price, price, price];

/** Buy a fixed quantity. */
export const buy = (quantity: number, more: Partial<Extract<Intent, { kind: 'enter' }>> = {}): Intent => ({
  kind: 'enter',
  side: 'long',
  type: 'market',
  size: { kind: 'quantity', value: quantity },
  tag: 'in',
  ...more,
});

/** Leave all. */
export const exit: Intent = { kind: 'exit', tag: 'out' };
