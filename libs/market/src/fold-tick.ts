import type { Candle, Interval, Tick } from '@orbiquant/contracts';
import { plain } from './aggregate.ts';
import { addExact } from './exact-sum.ts';
import { nextOpenTime, openTimeOf } from './intervals.ts';

/** Where a trade stands on the tape: by time, then by id; arrival does not matter. */
type TapeKey = { atMs: number; tradeId: string };
type Bar = Candle & { first: TapeKey; last: TapeKey };

/** Candles being built from trades of one instrument. Plain data: fold on, or keep it and fold again. */
export type TickFold = {
  readonly interval: Interval;
  /** How long after its end a candle still takes trades, ms of market time. */
  readonly watermarkMs: number;
  /** Newest time that any trade has carried; the market's clock. -Infinity before the first. */
  readonly newestMs: number;
  /** Candles that open before this are closed for good. */
  readonly closedBeforeMs: number;
  /** Candles that may still change, oldest first. */
  readonly bars: readonly Bar[];
};

/** What one trade did. */
export type Folded = {
  fold: TickFold;
  /** Candles that this trade closed, oldest first. */
  closed: Candle[];
  /** Whether the trade came after its candle had been closed: counted, never folded in. */
  late: boolean;
};

/** A fold that has seen nothing; candles that open before `fromMs` are not built. */
export const startFold = (interval: Interval, watermarkMs: number, fromMs = -Infinity): TickFold => ({
  interval,
  watermarkMs,
  newestMs: -Infinity,
  closedBeforeMs: fromMs,
  bars: [],
});

/**
 * Takes one trade into its candle and closes the candles that are past the watermark. Any order of the same trades
 * inside the watermark gives the same candles; a closed candle is never rewritten.
 */
export function foldTick(fold: TickFold, tick: Tick): Folded {
  const openTimeMs = openTimeOf(tick.atMs, fold.interval);
  if (openTimeMs < fold.closedBeforeMs) return { fold, closed: [], late: true };
  const newestMs = Math.max(fold.newestMs, tick.atMs);
  const bars = placed(fold.bars, openTimeMs, tick);
  return { ...closeDue({ ...fold, newestMs, bars }), late: false };
}

/** The newest candle that is still open, as it stands; null when there is none. */
export function formingOf({ bars }: TickFold): Candle | null {
  const bar = bars.at(-1);
  return bar ? plain(bar) : null;
}

function closeDue(fold: TickFold): Omit<Folded, 'late'> {
  const isDue = ({ openTimeMs }: Bar): boolean =>
    nextOpenTime(openTimeMs, fold.interval) + fold.watermarkMs <= fold.newestMs;
  const due = fold.bars.filter(isDue);
  const last = due.at(-1);
  if (!last) return { fold, closed: [] };
  const closedBeforeMs = nextOpenTime(last.openTimeMs, fold.interval);
  return { fold: { ...fold, closedBeforeMs, bars: fold.bars.slice(due.length) }, closed: due.map(plain) };
}

function placed(bars: readonly Bar[], openTimeMs: number, tick: Tick): Bar[] {
  const found = bars.some((bar) => bar.openTimeMs === openTimeMs);
  if (found) return bars.map((bar) => (bar.openTimeMs === openTimeMs ? extended(bar, tick) : bar));
  return [...bars, begun(openTimeMs, tick)].sort((a, b) => a.openTimeMs - b.openTimeMs);
}

function begun(openTimeMs: number, { price, quantity, atMs, tradeId }: Tick): Bar {
  const key = { atMs, tradeId };
  return { openTimeMs, open: price, high: price, low: price, close: price, volume: quantity, first: key, last: key };
}

function extended(bar: Bar, tick: Tick): Bar {
  const key = { atMs: tick.atMs, tradeId: tick.tradeId };
  const isFirst = isBefore(key, bar.first);
  const isLast = isBefore(bar.last, key);
  return {
    openTimeMs: bar.openTimeMs,
    open: isFirst ? tick.price : bar.open,
    high: Math.max(bar.high, tick.price),
    low: Math.min(bar.low, tick.price),
    close: isLast ? tick.price : bar.close,
    volume: addExact(bar.volume, tick.quantity),
    first: isFirst ? key : bar.first,
    last: isLast ? key : bar.last,
  };
}

/** Ids that are numbers compare as numbers: 9 comes before 10. */
function isBefore(a: TapeKey, b: TapeKey): boolean {
  if (a.atMs !== b.atMs) return a.atMs < b.atMs;
  return a.tradeId.length === b.tradeId.length ? a.tradeId < b.tradeId : a.tradeId.length < b.tradeId.length;
}
