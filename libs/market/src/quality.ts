import type { Candle, Interval, Tick } from '@orbiquant/contracts';
import { isClosed, isOnGrid } from './intervals.ts';

/** Why a candle or tick was refused; kept beside it in quarantine and counted. */
export type QualityFault =
  | 'unparsable'
  | 'not-finite'
  | 'not-positive'
  | 'negative-volume'
  | 'incoherent'
  | 'off-grid'
  | 'in-future'
  | 'still-open'
  | 'duplicate-same'
  | 'duplicate-different'
  | 'date-mismatch'
  | 'last-bar-unproven';

/** What is refused whatever else is stored: null when the candle may be believed. */
export function judgeCandle(candle: Candle, interval: Interval, marketNowMs: number): QualityFault | null {
  return judgeShape(candle) ?? judgeTime(candle.openTimeMs, interval, marketNowMs);
}

function judgeShape({ openTimeMs, open, high, low, close, volume }: Candle): QualityFault | null {
  const prices = [open, high, low, close];
  if (![openTimeMs, volume, ...prices].every(Number.isFinite)) return 'not-finite';
  if (prices.some((price) => price <= 0)) return 'not-positive';
  if (volume < 0) return 'negative-volume';
  return low <= Math.min(open, close) && Math.max(open, close) <= high ? null : 'incoherent';
}

function judgeTime(openTimeMs: number, interval: Interval, marketNowMs: number): QualityFault | null {
  if (openTimeMs < 0 || !isOnGrid(openTimeMs, interval)) return 'off-grid';
  if (openTimeMs > marketNowMs) return 'in-future';
  return isClosed(openTimeMs, interval, marketNowMs) ? null : 'still-open';
}

/** A trade that no candle may be built from; null when it may. */
export function judgeTick({ atMs, price, quantity }: Tick): QualityFault | null {
  if (![atMs, price, quantity].every(Number.isFinite)) return 'not-finite';
  if (price <= 0) return 'not-positive';
  return quantity < 0 ? 'negative-volume' : null;
}

/** Remembers the candles of one source, so that the same bar twice is noticed whatever the order of rows. */
export type DuplicateWatch = (candle: Candle) => QualityFault | null;

/** A watch with nothing seen yet. The first of several rows for a bar stands; the others are refused. */
export function duplicateWatch(): DuplicateWatch {
  const seen = new Map<number, number>();
  return (candle) => {
    const before = seen.get(candle.openTimeMs);
    const now = fingerprint(candle);
    if (before === undefined) seen.set(candle.openTimeMs, now);
    return before === undefined ? null : before === now ? 'duplicate-same' : 'duplicate-different';
  };
}

/** One number for a candle's content: millions of them must be remembered while a file is read. */
const fingerprint = ({ open, high, low, close, volume }: Candle): number =>
  [open, high, low, close, volume].reduce((print, value) => print * 31.6227766 + value, 0);
