import type { Bars } from '@orbiquant/quant';
import { DEFAULT_ASSUMPTIONS } from '../../engine/default-assumptions.ts';
import type { FillRecord, OrderRecord, Trade } from '../../engine/records.ts';
import type { ShownRun } from '../../result/shown-run.ts';
import { runStatistics } from '../../statistics/run-statistics.ts';
import type { Problem } from '../../trial/problem.ts';
import type { Finished } from '../finding.ts';

const DAY_MS = 86_400_000;
const CASH = 10_000;

/** A closed trade by the days at which it began and ended and what it made. */
export type Deal = {
  from: number;
  to: number;
  pnl: number;
  side?: 'long' | 'short';
  symbol?: string;
  exitTag?: string;
};

/** What a finished run is made of; a flat market and 400 days unless told. */
export type Story = {
  readonly deals?: readonly Deal[];
  readonly days?: number;
  /** Close of each day; constant unless told. */
  readonly close?: (day: number) => number;
  readonly costs?: Partial<ShownRun['costs']>;
  readonly orders?: readonly Partial<OrderRecord>[];
  /** Share of the day's volume that each fill took. */
  readonly volumeShares?: readonly number[];
  readonly cappedFills?: number;
  readonly symbols?: readonly string[];
  readonly strategy?: string;
  readonly parameters?: Readonly<Record<string, number>>;
};

/** A finished run on daily bars: each deal's result reaches equity on its last day. */
export function finished(story: Story): Finished {
  const { deals = [], days = 400, close = () => 100, symbols = ['A'], strategy = 'buy-and-hold' } = story;
  const timeMs = Float64Array.from({ length: days }, (_unused, day) => day * DAY_MS);
  const equity = timeMs.map((_at, day) => CASH + deals.reduce((sum, { to, pnl }) => sum + (to <= day ? pnl : 0), 0));
  const bars = barsOf(timeMs, close);
  const trades = deals.map(tradeOf);
  const problem: Problem = {
    strategy,
    instruments: symbols.map((symbol) => ({ symbol, interval: '1d', bars, market: 'spot', filters: FILTERS })),
    assumptions: { ...DEFAULT_ASSUMPTIONS, cash: CASH },
    seed: 'spec',
    codeVersion: 'spec',
    objectives: ['sharpe'],
    tradesMin: 1,
  };
  return { problem, run: runOf(story, { timeMs, equity, trades, problem }) };
}

const FILTERS = { tickSize: 0.01, stepSize: 0.001, quantityMin: 0, notionalMin: 0 };
type Parts = Pick<ShownRun, 'timeMs' | 'equity' | 'trades'> & { problem: Problem };

function runOf(story: Story, { timeMs, equity, trades, problem }: Parts): ShownRun {
  const { bars } = problem.instruments[0]!;
  const benchmark = problem.instruments.length === 1 ? bars.close : null;
  const { orders = [], volumeShares = [], cappedFills = 0, costs = {}, parameters = { share: 1 } } = story;
  return {
    timeMs,
    equity,
    trades,
    tradeCount: trades.length,
    orders: orders as readonly OrderRecord[],
    fills: volumeShares.map(
      (share, bar) => ({ symbol: 'A', bar, signedQuantity: share * bars.volume[bar]! }) as FillRecord,
    ),
    costs: { fees: 0, slippage: 0, funding: 0, liquidation: 0, ...costs },
    shortfall: 0,
    cappedFills,
    statistics: runStatistics({ timeMs, equity, trades, heldSinceMs: [], benchmark, firstTradableBar: 0 }),
    warnings: [],
    runCard: { ...CARD, strategy: problem.strategy, assumptions: problem.assumptions, parameters },
  };
}

const CARD = { engineVersion: '1', codeVersion: 'spec', seed: 'spec', instruments: {}, hasApproval: false, digest: '' };

function barsOf(openTimeMs: Float64Array, close: (day: number) => number): Bars {
  const price = openTimeMs.map((_at, day) => close(day));
  return { openTimeMs, open: price, high: price, low: price, close: price, volume: price.map(() => 1_000) };
}

const tradeOf = ({ from, to, pnl, side = 'long', symbol = 'A', exitTag = 'out' }: Deal): Trade => ({
  symbol,
  side,
  quantity: 1,
  entryAtMs: from * DAY_MS,
  entryBar: from,
  entryPrice: CASH,
  exitAtMs: to * DAY_MS,
  exitBar: to,
  exitPrice: CASH + pnl,
  pnl,
  fees: 0,
  returnShare: pnl / CASH,
  barsHeld: to - from,
  adverseShare: 0,
  favourableShare: 0,
  entryTag: 'in',
  exitTag,
});

/** So many deals, one after another over the whole time, each making what `pnl` says. */
export const dealsOf = (count: number, pnl: (at: number) => number, days = 400): Deal[] => {
  const every = Math.floor(days / count);
  return Array.from({ length: count }, (_unused, at) => ({
    from: at * every,
    to: at * every + every - 1,
    pnl: pnl(at),
  }));
};
