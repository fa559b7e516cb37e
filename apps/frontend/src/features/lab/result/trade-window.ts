import type { Interval, LabTrade } from '@orbiquant/contracts';
import { lengthMsOf } from '../parts/interval-days.ts';

const BARS_AROUND = 60;
const BARS_MAX = 1_500;

/** The candles to fetch around a trade, [fromMs, toMs): some before it, some after, and no more than a chart can bear. */
export function tradeWindow(trade: LabTrade, interval: Interval): { fromMs: number; toMs: number; limit: number } {
  const length = lengthMsOf(interval);
  const fromMs = Math.max(0, trade.entryAtMs - BARS_AROUND * length);
  const toMs = Math.min(trade.exitAtMs + BARS_AROUND * length, fromMs + BARS_MAX * length);
  return { fromMs, toMs, limit: BARS_MAX };
}

/** What a mark on the chart says: a trade's way in or out. */
export type TradeMark = { atMs: number; kind: 'entry' | 'exit'; buys: boolean; isChosen: boolean };

/** The ways in and out of the trades of one instrument that lie in a stretch of time, oldest first. */
export function tradeMarks(
  trades: readonly LabTrade[],
  chosen: LabTrade,
  span: { fromMs: number; toMs: number },
): TradeMark[] {
  return trades
    .filter(({ symbol }) => symbol === chosen.symbol)
    .flatMap((trade): TradeMark[] => [
      { atMs: trade.entryAtMs, kind: 'entry', buys: trade.side === 'long', isChosen: trade === chosen },
      { atMs: trade.exitAtMs, kind: 'exit', buys: trade.side === 'short', isChosen: trade === chosen },
    ])
    .filter(({ atMs }) => atMs >= span.fromMs && atMs < span.toMs)
    .toSorted((a, b) => a.atMs - b.atMs);
}
