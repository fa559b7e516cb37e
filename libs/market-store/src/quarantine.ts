import type { Interval } from '@orbiquant/contracts';
import type { QualityFault } from '@orbiquant/market';
import type { DataSource, EntityManager } from '@orbiquant/platform-db';

/** A row that was refused: as it came, why, and where it stood. The same row again is one row. */
export type Refused = {
  /** `file:NAME#sha256` or a venue. */
  source: string;
  /** Line number, or what else names the row inside its source. */
  rowKey: string;
  symbol: string;
  interval: Interval;
  openTimeMs: number | null;
  reason: QualityFault;
  raw: string;
};

const RAW_MAX = 500;
/** What PostgreSQL can hold as a time. */
const isStorable = (ms: number | null): ms is number => ms !== null && ms >= 0 && ms < 8.64e15;

/** Puts refused rows aside, where they are counted and can be looked at. */
export async function quarantine(db: DataSource | EntityManager, rows: readonly Refused[]): Promise<void> {
  if (rows.length === 0) return;
  const column = <K extends keyof Refused>(name: K): Array<Refused[K]> => rows.map((row) => row[name]);
  await db.query(
    `INSERT INTO trading.candle_quarantine (source, row_key, symbol, interval, open_time, reason, raw)
     SELECT s, k, y, i, to_timestamp(t / 1000.0), r, w
       FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::float8[], $6::text[], $7::text[]) AS x(s, k, y, i, t, r, w)
     ON CONFLICT (source, row_key) DO NOTHING`,
    [
      column('source'),
      column('rowKey'),
      column('symbol'),
      column('interval'),
      column('openTimeMs').map((ms) => (isStorable(ms) ? ms : null)),
      column('reason'),
      column('raw').map((raw) => raw.replaceAll('\u0000', '').slice(0, RAW_MAX)),
    ],
  );
}
