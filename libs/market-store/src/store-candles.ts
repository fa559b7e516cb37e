import type { Candle, Interval } from '@orbiquant/contracts';
import { nextOpenTime, openTimeOf } from '@orbiquant/market';
import type { DataSource, EntityManager } from '@orbiquant/platform-db';
import { at, candleParameters, candleRowset } from './candle-columns.ts';

/** Closed candles of one instrument, interval and provider that passed the quality gate; each open time once. */
export type CandleBatch = { symbol: string; interval: Interval; provider: string; candles: readonly Candle[] };

/** What became of a batch. */
export type Stored = {
  inserted: number;
  unchanged: number;
  /** Candles that were there with other content: the new content stands, the old is kept as a revision. */
  revised: Array<{ openTimeMs: number; revision: number }>;
};

const DIFFERS =
  '(old.open, old.high, old.low, old.close, old.volume) IS DISTINCT FROM (new.open, new.high, new.low, new.close, new.volume)';

const KEEP_OLD = `
  INSERT INTO trading.candle_revisions (symbol, interval, open_time, revision, open, high, low, close, volume, provider, recorded_at)
  SELECT old.symbol, old.interval, old.open_time, old.revision, old.open, old.high, old.low, old.close, old.volume, old.provider, old.recorded_at
    FROM trading.candles old JOIN ${candleRowset(5)} new USING (open_time)
   WHERE old.symbol = $1 AND old.interval = $2 AND old.open_time BETWEEN $3 AND $4 AND ${DIFFERS}
     FOR UPDATE OF old`;

const UPSERT = `
  INSERT INTO trading.candles AS old (symbol, interval, provider, open_time, open, high, low, close, volume)
  SELECT $1, $2, $3, new.* FROM ${candleRowset(4)} new ORDER BY open_time
  ON CONFLICT (symbol, interval, open_time) DO UPDATE
    SET (open, high, low, close, volume, provider, revision, recorded_at)
      = (excluded.open, excluded.high, excluded.low, excluded.close, excluded.volume, excluded.provider, old.revision + 1, now())
    WHERE ${DIFFERS.replaceAll('new.', 'excluded.')}
  RETURNING (extract(epoch FROM open_time) * 1000)::float8 AS "openTimeMs", revision`;

/** Stores a batch inside the caller's transaction. The same content again changes nothing. */
export async function storeCandles(tx: EntityManager, batch: CandleBatch): Promise<Stored> {
  const { symbol, interval, provider, candles } = batch;
  const [first, last] = edges(candles);
  if (first === undefined || last === undefined) return { inserted: 0, unchanged: 0, revised: [] };
  const rows = candleParameters(candles);
  await tx.query(KEEP_OLD, [symbol, interval, at(first), at(last), ...rows]);
  const touched = (await tx.query(UPSERT, [symbol, interval, provider, ...rows])) as Stored['revised'];
  const revised = touched.filter(({ revision }) => revision > 1);
  return { inserted: touched.length - revised.length, unchanged: candles.length - touched.length, revised };
}

/** Makes the monthly partitions that candles will need. Outside the writing transaction, because it locks the table. */
export async function ensureMonths(db: DataSource, candles: readonly Candle[]): Promise<void> {
  const [first, last] = edges(candles);
  if (first === undefined || last === undefined) return;
  const known = knownMonths(db);
  for (let month = openTimeOf(first, '1M'); month <= last; month = nextOpenTime(month, '1M')) {
    if (known.has(month)) continue;
    await db.query('SELECT trading.ensure_candle_month($1::date)', [at(month).toISOString().slice(0, 10)]);
    known.add(month);
  }
}

const monthsOf = new WeakMap<DataSource, Set<number>>();

function knownMonths(db: DataSource): Set<number> {
  const known = monthsOf.get(db) ?? new Set<number>();
  monthsOf.set(db, known);
  return known;
}

function edges(candles: readonly Candle[]): [number | undefined, number | undefined] {
  let [first, last]: [number | undefined, number | undefined] = [undefined, undefined];
  for (const { openTimeMs } of candles) {
    first = Math.min(first ?? openTimeMs, openTimeMs);
    last = Math.max(last ?? openTimeMs, openTimeMs);
  }
  return [first, last];
}
