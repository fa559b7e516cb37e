import { INTERVALS, type Interval, type QualityReport } from '@orbiquant/contracts';
import { expectedBars, openTimeOf } from '@orbiquant/market';
import type { DataSource } from '@orbiquant/platform-db';
import { at } from './candle-columns.ts';

/** Which reports: of one instrument or all, as they stood at the cursor; null = everything known. */
export type QualityQuery = { symbol?: string | undefined; asOfMs: number | null };

type Count = { symbol: string; interval: Interval; rows: number };
type RefusedCount = Count & { reason: string };
type Hole = { fromMs: number; toMs: number };

/** PostgreSQL's name for the length of a candle; calendar arithmetic is done in UTC. */
const SQL_LENGTH: Record<Interval, string> = {
  '1m': '1 minute',
  '5m': '5 minutes',
  '15m': '15 minutes',
  '30m': '30 minutes',
  '1h': '1 hour',
  '4h': '4 hours',
  '1d': '1 day',
  '1w': '7 days',
  '1M': '1 month',
};

const ACCEPTED = `
  SELECT c.symbol, c.interval, count(*)::int AS rows FROM trading.candles c
    JOIN unnest($1::text[], $2::timestamptz[]) AS closed(interval, before) ON c.interval = closed.interval AND c.open_time < closed.before
   WHERE $3::text IS NULL OR c.symbol = $3 GROUP BY 1, 2`;

/** A refused row without a readable time belongs to no cursor: it shows only when everything is asked for. */
const REFUSED = `
  SELECT q.symbol, q.interval, q.reason, count(*)::int AS rows FROM trading.candle_quarantine q
    JOIN unnest($1::text[], $2::timestamptz[]) AS closed(interval, before) ON q.interval = closed.interval AND (q.open_time < closed.before OR (q.open_time IS NULL AND $4))
   WHERE $3::text IS NULL OR q.symbol = $3 GROUP BY 1, 2, 3 ORDER BY 3`;

const HOLES = `
  SELECT (extract(epoch FROM due) * 1000)::float8 AS "fromMs", (extract(epoch FROM next) * 1000)::float8 AS "toMs" FROM (
    SELECT (open_time AT TIME ZONE 'UTC' + $3::interval) AT TIME ZONE 'UTC' AS due, lead(open_time) OVER (ORDER BY open_time) AS next
      FROM trading.candles WHERE symbol = $1 AND interval = $2 AND open_time < $4) pairs
   WHERE next > due ORDER BY 1`;

/** What the gate accepted, refused and misses, per instrument and stored interval. */
export async function qualityReports(
  db: DataSource,
  { symbol = undefined, asOfMs }: QualityQuery,
): Promise<QualityReport[]> {
  const beforeOf = (interval: Interval): Date => at(asOfMs === null ? 8.64e15 / 2 : openTimeOf(asOfMs, interval));
  const bounds = [INTERVALS, INTERVALS.map(beforeOf), symbol ?? null];
  const accepted = (await db.query(ACCEPTED, bounds)) as Count[];
  const refused = (await db.query(REFUSED, [...bounds, asOfMs === null])) as RefusedCount[];
  const keys = [...new Set([...accepted, ...refused].map(keyOf))].sort();
  const reports: QualityReport[] = [];
  for (const key of keys) {
    const [name = '', interval] = key.split(' ') as [string, Interval];
    const holes = (await db.query(HOLES, [name, interval, SQL_LENGTH[interval], beforeOf(interval)])) as Hole[];
    const ofKey = <T extends Count>(counts: readonly T[]): T[] => counts.filter((count) => keyOf(count) === key);
    reports.push({
      symbol: name,
      interval,
      accepted: ofKey(accepted)[0]?.rows ?? 0,
      quarantined: ofKey(refused).map(({ reason, rows }) => ({ reason, rows })),
      gaps: holes.map((hole) => ({ ...hole, missing: expectedBars(hole.fromMs, hole.toMs, interval) })),
    });
  }
  return reports;
}

const keyOf = ({ symbol, interval }: Count): string => `${symbol} ${interval}`;
