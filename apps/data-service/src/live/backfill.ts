import type { Candle, Instrument } from '@orbiquant/contracts';
import { coarserThan, gapsOf, judgeCandle, lengthMs, nextOpenTime, type MarketDataProvider } from '@orbiquant/market';
import {
  closeCandles,
  ensureMonths,
  ownSpan,
  quarantine,
  readCandles,
  readOwnCandles,
  storeCandles,
} from '@orbiquant/market-store';
import type { DataSource } from '@orbiquant/platform-db';
import { deriveSpan } from '../import-file.ts';

/** Whose history to complete, and how far back. */
export type Backfill = {
  db: DataSource;
  provider: MarketDataProvider;
  instrument: Instrument;
  barsMax: number;
  onProgress?: (stored: number) => void;
};

/**
 * Completes the stored base candles up to the one that is forming at the venue, and repairs holes among them. What the
 * venue does not have stays a hole. Returns the open time of the forming candle; null when the venue has no market.
 */
export async function backfill(order: Backfill): Promise<number | null> {
  const { db, provider, instrument } = order;
  const { symbol, baseInterval: base } = instrument;
  const formingMs = await provider.newestOpenTime(symbol, base);
  if (formingMs === null) return null;
  const oldestMs = formingMs - order.barsMax * lengthMs(base);
  const stored = await ownSpan(db, symbol, base);
  const isFirstTime = !stored || stored.lastMs < oldestMs;
  const fromMs = isFirstTime ? oldestMs : nextOpenTime(stored.lastMs, base);
  if (!isFirstTime) {
    await deriveIfMissing(order, stored);
    await repair(order, { fromMs: Math.max(oldestMs, stored.firstMs), toMs: fromMs });
  }
  // what closed while nobody watched is announced; what lies before the first watch is history
  await fetchInto(order, { fromMs, toMs: formingMs, announce: !isFirstTime });
  return formingMs;
}

/** Fetches the holes among stored candles once more. */
async function repair(order: Backfill, { fromMs, toMs }: { fromMs: number; toMs: number }): Promise<void> {
  const { symbol, baseInterval: interval } = order.instrument;
  const stored = await readOwnCandles(order.db, { symbol, interval, fromMs, toMs });
  const times = stored.map(({ openTimeMs }) => openTimeMs);
  for (const gap of gapsOf(times, interval)) await fetchInto(order, { ...gap, announce: false });
}

/** Brings the venue's own candles of [fromMs, toMs) through the gate into the store. */
export async function fetchInto(
  order: Omit<Backfill, 'barsMax'>,
  { fromMs, toMs, announce }: { fromMs: number; toMs: number; announce: boolean },
): Promise<number> {
  const { db, provider, instrument, onProgress } = order;
  const { symbol, baseInterval: interval } = instrument;
  let count = 0;
  let span = null as Span | null;
  for await (const page of provider.candles({ symbol, interval, fromMs, toMs })) {
    const candles = await passed(order, page);
    const batch = { symbol, interval, provider: provider.name, candles };
    await ensureMonths(db, candles);
    if (announce) await closeCandles(db, [batch]);
    else await db.transaction((tx) => storeCandles(tx, batch));
    count += candles.length;
    onProgress?.(count);
    span = widened(span, candles);
  }
  // once for all pages: a month would otherwise be derived again with each page of it
  if (span && !announce) await deriveSpan(db, { symbol, interval, ...span });
  return count;
}

type Span = { firstMs: number; lastMs: number };

function widened(span: Span | null, candles: readonly Candle[]): Span | null {
  const [first, last] = [candles[0], candles.at(-1)];
  return first && last ? { firstMs: span?.firstMs ?? first.openTimeMs, lastMs: last.openTimeMs } : span;
}

/** History that was stored by a start that did not live to derive it: deriving is one transaction, so its first candle tells. */
async function deriveIfMissing(
  { db, instrument }: Backfill,
  stored: { firstMs: number; lastMs: number },
): Promise<void> {
  const { symbol, baseInterval } = instrument;
  const [coarser] = coarserThan(baseInterval);
  if (!coarser) return;
  const fromMs = nextOpenTime(stored.firstMs, coarser);
  const toMs = nextOpenTime(fromMs, coarser);
  const isDerived =
    toMs > stored.lastMs ||
    (await readCandles(db, { symbol, interval: coarser, asOfMs: stored.lastMs, limit: 1, fromMs, toMs })).length > 0;
  if (!isDerived) await deriveSpan(db, { symbol, interval: baseInterval, ...stored });
}

async function passed(
  { db, provider, instrument }: Omit<Backfill, 'barsMax'>,
  page: readonly Candle[],
): Promise<Candle[]> {
  const { symbol, baseInterval: interval } = instrument;
  const judged = page.map((candle) => ({ candle, reason: judgeCandle(candle, interval, Infinity) }));
  await quarantine(
    db,
    judged.flatMap(({ candle, reason }) =>
      reason === null
        ? []
        : [
            {
              source: provider.name,
              rowKey: `${symbol} ${interval} ${candle.openTimeMs}`,
              symbol,
              interval,
              openTimeMs: candle.openTimeMs,
              reason,
              raw: JSON.stringify(candle),
            },
          ],
    ),
  );
  return judged.filter(({ reason }) => reason === null).map(({ candle }) => candle);
}
