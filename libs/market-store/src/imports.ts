import type { Interval } from '@orbiquant/contracts';
import type { DataSource, EntityManager } from '@orbiquant/platform-db';

/** A file's import: what it held and how far it came. */
export type ImportProgress = {
  sha256: string;
  symbol: string;
  interval: Interval;
  file: string;
  state: 'running' | 'done';
  /** Lines of the file that are dealt with; an interrupted import goes on after them. */
  lines: number;
  inserted: number;
  revised: number;
  unchanged: number;
  /** Refused rows by reason. */
  quarantined: Record<string, number>;
};

/** The earlier import of the same bytes as the same series, if there was one. */
export async function readImport(
  db: DataSource | EntityManager,
  { sha256, symbol, interval }: Pick<ImportProgress, 'sha256' | 'symbol' | 'interval'>,
): Promise<ImportProgress | null> {
  const rows = (await db.query(
    `SELECT sha256, symbol, interval, file, state, lines, inserted, revised, unchanged, quarantined
       FROM trading.imports WHERE sha256 = $1 AND symbol = $2 AND interval = $3`,
    [sha256, symbol, interval],
  )) as ImportProgress[];
  return rows[0] ?? null;
}

/** Notes how far an import came, in the transaction that stores its rows. */
export async function saveImport(tx: EntityManager, progress: ImportProgress): Promise<void> {
  const { sha256, symbol, interval, file, state, lines, inserted, revised, unchanged, quarantined } = progress;
  await tx.query(
    `INSERT INTO trading.imports (sha256, symbol, interval, file, state, lines, inserted, revised, unchanged, quarantined, finished_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, CASE WHEN $5 = 'done' THEN now() END)
     ON CONFLICT (sha256, symbol, interval) DO UPDATE SET (file, state, lines, inserted, revised, unchanged, quarantined, finished_at)
       = (excluded.file, excluded.state, excluded.lines, excluded.inserted, excluded.revised, excluded.unchanged, excluded.quarantined, excluded.finished_at)`,
    [sha256, symbol, interval, file, state, lines, inserted, revised, unchanged, JSON.stringify(quarantined)],
  );
}
