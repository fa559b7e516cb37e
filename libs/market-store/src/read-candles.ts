import type { Candle, Interval } from '@orbiquant/contracts';
import { gapsOf, nextOpenTime, openTimeOf, type Gap } from '@orbiquant/market';
import type { DataSource, EntityManager } from '@orbiquant/platform-db';
import { at, CANDLE_SELECT } from './candle-columns.ts';

/** A stored candle with who said so. */
export type ServedCandle = Candle & { provider: string; complete: boolean; source: Interval };

/** Which candles: the newest `limit` that open in [fromMs, toMs) and are closed at `asOfMs`. */
export type CandleQuery = {
  symbol: string;
  interval: Interval;
  asOfMs: number;
  limit: number;
  fromMs?: number | undefined;
  toMs?: number | undefined;
};

/**
 * Three may speak for one candle; the first of these that exists does: derived from finer candles without a hole,
 * given under this very interval, derived around a hole.
 */
const NEWEST = `
  SELECT DISTINCT ON (open_time) ${CANDLE_SELECT}, provider, complete, source FROM (
    (SELECT open_time, open, high, low, close, volume, provider, true AS complete, interval AS source, 1 AS rank
       FROM trading.candles WHERE symbol = $1 AND interval = $2 AND open_time >= $3 AND open_time < $4 ORDER BY open_time DESC LIMIT $5)
    UNION ALL
    (SELECT open_time, open, high, low, close, volume, 'derived:' || source_interval, complete, source_interval, CASE WHEN complete THEN 0 ELSE 2 END
       FROM trading.derived_candles WHERE symbol = $1 AND interval = $2 AND open_time >= $3 AND open_time < $4 ORDER BY open_time DESC LIMIT $5)
  ) both_kinds ORDER BY open_time DESC, rank LIMIT $5`;

type Db = DataSource | EntityManager;

/** Candles as they stood at `asOfMs`, oldest first: one that ends later is not there, whatever is stored. */
export async function readCandles(db: Db, query: CandleQuery): Promise<ServedCandle[]> {
  const { symbol, interval, asOfMs, limit, fromMs = 0, toMs = Infinity } = query;
  // what opens before the candle that holds the cursor has ended by then, and nothing else has
  const beforeMs = Math.min(toMs, openTimeOf(asOfMs, interval));
  const rows = (await db.query(NEWEST, [symbol, interval, at(fromMs), at(beforeMs), limit])) as ServedCandle[];
  return rows.reverse();
}

/** Candles stored under this very interval by venues and files, never derived ones; oldest first, [fromMs, toMs). */
export async function readOwnCandles(
  db: Db,
  { symbol, interval, fromMs, toMs }: { symbol: string; interval: Interval; fromMs: number; toMs: number },
): Promise<Candle[]> {
  return (await db.query(
    `SELECT ${CANDLE_SELECT} FROM trading.candles WHERE symbol = $1 AND interval = $2 AND open_time >= $3 AND open_time < $4 ORDER BY open_time`,
    [symbol, interval, at(fromMs), at(toMs)],
  )) as Candle[];
}

/** First and last open time of what is stored under an interval; null when nothing is. */
export async function ownSpan(
  db: Db,
  symbol: string,
  interval: Interval,
): Promise<{ firstMs: number; lastMs: number } | null> {
  const edge = async (direction: 'ASC' | 'DESC'): Promise<number | undefined> => {
    const sql = `SELECT (extract(epoch FROM open_time) * 1000)::float8 AS ms FROM trading.candles WHERE symbol = $1 AND interval = $2 ORDER BY open_time ${direction} LIMIT 1`;
    return ((await db.query(sql, [symbol, interval])) as Array<{ ms: number }>)[0]?.ms;
  };
  const [firstMs, lastMs] = [await edge('ASC'), await edge('DESC')];
  return firstMs === undefined || lastMs === undefined ? null : { firstMs, lastMs };
}

/** Stretches without data among served candles: missing candles, and holes inside those that are there. */
export async function gapsAmong(
  db: Db,
  symbol: string,
  { interval, candles }: { interval: Interval; candles: readonly ServedCandle[] },
): Promise<Array<Omit<Gap, 'missing'>>> {
  const between = gapsOf(
    candles.map(({ openTimeMs }) => openTimeMs),
    interval,
  );
  const holed = candles.filter(({ complete }) => !complete);
  const inside = await Promise.all(holed.map((candle) => holesIn(db, symbol, { candle, interval })));
  const all = [...between, ...inside.flat()].sort((a, b) => a.fromMs - b.fromMs);
  return joined(all);
}

async function holesIn(
  db: Db,
  symbol: string,
  { candle, interval }: { candle: ServedCandle; interval: Interval },
): Promise<Array<Omit<Gap, 'missing'>>> {
  const [fromMs, toMs] = [candle.openTimeMs, nextOpenTime(candle.openTimeMs, interval)];
  const finer = await readOwnCandles(db, { symbol, interval: candle.source, fromMs, toMs });
  const holes: Array<Omit<Gap, 'missing'>> = [];
  let coveredToMs = fromMs;
  for (const { openTimeMs } of finer) {
    if (openTimeMs > coveredToMs) holes.push({ fromMs: coveredToMs, toMs: openTimeMs });
    coveredToMs = nextOpenTime(openTimeMs, candle.source);
  }
  if (coveredToMs < toMs) holes.push({ fromMs: coveredToMs, toMs });
  return holes;
}

function joined(gaps: ReadonlyArray<Omit<Gap, 'missing'>>): Array<Omit<Gap, 'missing'>> {
  const out: Array<Omit<Gap, 'missing'>> = [];
  for (const { fromMs, toMs } of gaps) {
    const last = out.at(-1);
    if (last && fromMs <= last.toMs) last.toMs = Math.max(last.toMs, toMs);
    else out.push({ fromMs, toMs });
  }
  return out;
}
