import { expectedBars } from '@orbiquant/market';
import type { BacktestResult } from './backtest-result.ts';
import type { BacktestRequest } from './request.ts';

/** Something a reader of a backtest should know: a stable code and its figures. */
export type RunWarning = { readonly code: string; readonly params: Readonly<Record<string, number>> };

/** Below this many trades a figure about trades says little. */
const TRADES_MIN = 30;
/** A history shorter than this many warm-ups is mostly warm-up. */
const WARM_UPS_MIN = 3;
/** A cost above this share of the gross result decides it. */
const COST_SHARE_MAX = 0.25;
/** Of a stretch that was asked for, this share of its bars may be missing without a word. */
const MISSING_SHARE_MAX = 0.001;

/** Everything about a run that should make its reader careful, in a fixed order. */
export function warningsOf(result: BacktestResult, request: BacktestRequest): RunWarning[] {
  return [
    fewTrades(result),
    shortHistory(result, request),
    missingCandles(request),
    costShare(result),
    when('last-trade-open', result.positions.filter(({ quantity }) => quantity !== 0).length, 'positions'),
    when('participation-cap', result.cappedFills, 'fills'),
    when('rejected-orders', result.orders.filter(({ status }) => status === 'rejected').length, 'orders'),
    when('liquidated', result.orders.filter(({ purpose }) => purpose === 'liquidation').length, 'positions'),
    when('shortfall', result.shortfall, 'quote'),
  ].filter((warning) => warning !== null);
}

const when = (code: string, count: number, unit: string): RunWarning | null =>
  count > 0 ? { code, params: { [unit]: count } } : null;

const fewTrades = ({ tradeCount }: BacktestResult): RunWarning | null =>
  tradeCount < TRADES_MIN ? { code: 'few-trades', params: { trades: tradeCount, min: TRADES_MIN } } : null;

function shortHistory({ timeMs }: BacktestResult, { strategy, parameters }: BacktestRequest): RunWarning | null {
  const need = (strategy.warmUp(parameters).base ?? 0) * WARM_UPS_MIN;
  return timeMs.length < need ? { code: 'short-history', params: { bars: timeMs.length, min: need } } : null;
}

function missingCandles({ instruments }: BacktestRequest): RunWarning | null {
  let [asked, missing] = [0, 0];
  for (const { bars, interval, asked: stretch } of instruments) {
    if (!stretch) continue;
    const wanted = expectedBars(stretch.fromMs, stretch.toMs, interval);
    asked += wanted;
    // the newest may still be on its way
    missing += Math.max(0, wanted - 1 - bars.close.length);
  }
  return missing > asked * MISSING_SHARE_MAX ? { code: 'missing-candles', params: { missing, asked } } : null;
}

function costShare({ costs, trades }: BacktestResult): RunWarning | null {
  const paid = costs.fees + costs.slippage + Math.max(costs.funding, 0) + costs.liquidation;
  const gross = trades.reduce((sum, { pnl, fees }) => sum + Math.abs(pnl + fees), 0);
  const share = gross > 0 ? paid / gross : 0;
  return share > COST_SHARE_MAX ? { code: 'cost-share', params: { share, max: COST_SHARE_MAX } } : null;
}
