import { runStatistics, type RunStatistics } from '../statistics/run-statistics.ts';
import type { BacktestState, Costs } from './backtest-state.ts';
import { exposureColumn } from './exposure-column.ts';
import type { OpenMarket } from './open-market.ts';
import { readFills, readOrders, readTrades } from './read-records.ts';
import type { FillRecord, OrderRecord, Trade } from './records.ts';
import type { BacktestRequest } from './request.ts';
import { runCardOf, type RunCard } from './run-card.ts';
import { warningsOf, type RunWarning } from './warnings.ts';

type Ended = { readonly state: BacktestState; readonly equity: Float64Array };

/** A position that is still held at the end of a run. */
export type OpenPosition = {
  readonly symbol: string;
  /** Base units, negative when short. */
  readonly quantity: number;
  /** Quote units per base unit, fees included. */
  readonly averagePrice: number;
  readonly realisedPnl: number;
  readonly mark: number;
};

/**
 * What a backtest gives. The columns are there at once; objects, statistics and the run card are made when they are
 * first asked for, so that a sweep pays only for what it reads.
 */
export class BacktestResult {
  /** Open time of each step, epoch ms. */
  readonly timeMs: Float64Array;
  /** Cash and positions at the close of each step, quote units. */
  readonly equity: Float64Array;
  readonly costs: Readonly<Costs>;
  /** Debt beyond zero that the venue had to bear, quote units. */
  readonly shortfall: number;
  /** Cash at the end as if positions had been paid in full: equity is this plus quantity x mark. */
  readonly cash: number;
  readonly tradeCount: number;
  readonly cappedFills: number;
  private readonly state: BacktestState;
  private readonly request: BacktestRequest;
  private readonly market: OpenMarket;
  private readonly made = new Map<string, unknown>();

  constructor(request: BacktestRequest, market: OpenMarket, { state, equity }: Ended) {
    this.request = request;
    this.market = market;
    this.state = state;
    this.timeMs = market.timeMs;
    this.equity = equity;
    this.costs = state.costs;
    this.shortfall = state.shortfall;
    this.cash = state.cash;
    this.tradeCount = state.trades.rows;
    this.cappedFills = state.cappedFills;
  }

  get trades(): readonly Trade[] {
    return this.once('trades', () => readTrades(this.state));
  }

  get orders(): readonly OrderRecord[] {
    return this.once('orders', () => readOrders(this.state));
  }

  get fills(): readonly FillRecord[] {
    return this.once('fills', () => readFills(this.state));
  }

  /** Value of all positions at the close of each step, quote units; shorts count as negative. */
  get exposure(): Float64Array {
    return this.once('exposure', () => exposureColumn(this.state, this.timeMs));
  }

  /** Bytes that its columns and tables hold; objects made on asking are not counted. */
  get columnBytes(): number {
    const { orders, fills, trades, tags } = this.state;
    const tables = [orders, fills, trades].reduce((sum, { cells }) => sum + cells.byteLength, 0);
    return this.equity.byteLength + tables + tags.length * 8;
  }

  get positions(): readonly OpenPosition[] {
    return this.state.lanes.map(({ instrument, position, mark }) => ({
      symbol: instrument.symbol,
      quantity: position.quantity,
      averagePrice: position.averagePrice,
      realisedPnl: position.realisedPnl,
      mark,
    }));
  }

  get statistics(): RunStatistics {
    return this.once('statistics', () => runStatistics(this.history()));
  }

  get warnings(): readonly RunWarning[] {
    return this.once('warnings', () => warningsOf(this, this.request));
  }

  get runCard(): RunCard {
    return this.once('runCard', () => runCardOf(this.request, this.market));
  }

  private history() {
    const lane = this.state.lanes[0]!;
    const { strategy, parameters } = this.request;
    return {
      timeMs: this.timeMs,
      equity: this.equity,
      trades: this.trades,
      heldSinceMs: this.state.lanes
        .filter(({ heldSince }) => heldSince >= 0)
        .map(({ bars, heldSince }) => bars.openTimeMs[heldSince]!),
      benchmark: this.state.lanes.length === 1 ? lane.bars.close : null,
      firstTradableBar: strategy.warmUp(parameters).base ?? 0,
    };
  }

  private once<T>(name: string, make: () => T): T {
    if (!this.made.has(name)) this.made.set(name, make());
    return this.made.get(name) as T;
  }
}
