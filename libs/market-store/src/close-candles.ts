import { candleClosed, candleRevised, type Candle, type Interval, type SymbolCandle } from '@orbiquant/contracts';
import { coarserThan, nextOpenTime, openTimeOf } from '@orbiquant/market';
import type { DataSource, EntityManager } from '@orbiquant/platform-db';
import { publish } from '@orbiquant/platform-events';
import { deriveCandles } from './derive-candles.ts';
import { moveCursor, type FeedCursor } from './feed-cursors.ts';
import { ensureMonths, storeCandles, type CandleBatch, type Stored } from './store-candles.ts';

/** Base candles that the live market has closed, with the cursor that goes with them. */
export type Closing = CandleBatch & { cursor?: FeedCursor };

/**
 * Makes closed candles durable: rows, the coarser candles that closed with them, their events and the feed's cursor,
 * all or nothing. Returns every candle that closed, in the order in which they did.
 */
export async function closeCandles(db: DataSource, closings: readonly Closing[]): Promise<SymbolCandle[]> {
  for (const { candles } of closings) await ensureMonths(db, candles);
  return db.transaction(async (tx) => {
    const closed: SymbolCandle[] = [];
    for (const closing of closings) closed.push(...(await closeOne(tx, closing)));
    return closed;
  });
}

async function closeOne(tx: EntityManager, closing: Closing): Promise<SymbolCandle[]> {
  const { symbol, interval, candles, cursor } = closing;
  const stored = await storeCandles(tx, closing);
  await publishRevisions(tx, closing, stored);
  const closed: SymbolCandle[] = candles.map((candle) => ({ ...candle, symbol, interval }));
  for (const derived of await deriveClosed(tx, closing))
    closed.push({ ...derived.candle, symbol, interval: derived.interval });
  closed.sort((a, b) => endOf(a) - endOf(b));
  for (const candle of closed) await publish(tx, candleClosed, candle);
  if (cursor) await moveCursor(tx, cursor);
  return closed;
}

const endOf = ({ openTimeMs, interval }: SymbolCandle): number => nextOpenTime(openTimeMs, interval);

/** The coarser candles that end where, or between, these base candles end. */
async function deriveClosed(tx: EntityManager, { symbol, interval, candles }: CandleBatch) {
  const [first, last] = [candles[0], candles.at(-1)];
  if (!first || !last) return [];
  const closedByMs = nextOpenTime(last.openTimeMs, interval);
  const isClosing = (coarser: Interval): boolean => openTimeOf(closedByMs, coarser) > first.openTimeMs;
  const intervals = coarserThan(interval).filter(isClosing);
  return deriveCandles(tx, {
    symbol,
    source: interval,
    fromMs: first.openTimeMs,
    toMs: closedByMs,
    closedByMs,
    intervals,
  });
}

async function publishRevisions(tx: EntityManager, batch: CandleBatch, { revised }: Stored): Promise<void> {
  const byTime = new Map<number, Candle>(batch.candles.map((candle) => [candle.openTimeMs, candle]));
  for (const { openTimeMs, revision } of revised) {
    const candle = byTime.get(openTimeMs);
    if (candle)
      await publish(tx, candleRevised, { ...candle, symbol: batch.symbol, interval: batch.interval, revision });
  }
}
