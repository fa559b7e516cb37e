import { EVENT_CHANNEL } from '@orbiquant/platform-events';
import { listen, type DataSource } from '@orbiquant/platform-db';

/** A durable fact as it stands in an event table, in wire form. */
export type Fact = { name: string; payload: Record<string, unknown> };

const TABLES = ['trading.agent_events', 'investment.events', 'ml.events'] as const;
const BATCH = 200;
const POLL_MS = 500;

type Cursor = { tx: string; id: string };
type Row = { tx: string; event_id: string; name: string; payload: Record<string, unknown> };

/**
 * Tells every fact that is committed from now on, in order of commit, until `signal` aborts. The cursor lives in memory:
 * who joins later reads the past by REST.
 */
export async function watchFacts(
  { db, databaseUrl }: { db: DataSource; databaseUrl: string },
  on: { fact: (fact: Fact) => void; error: (error: unknown) => void },
  signal: AbortSignal,
): Promise<void> {
  const start = await currentCursor(db);
  const pumps = TABLES.map((table) => pump({ db, table, start, on }));
  const all = (): void => pumps.forEach((run) => run());
  const timer = setInterval(all, POLL_MS);
  signal.addEventListener('abort', () => clearInterval(timer), { once: true });
  listen(databaseUrl, EVENT_CHANNEL, { signal, wake: all });
}

async function currentCursor(db: DataSource): Promise<Cursor> {
  const [row] = (await db.query('SELECT pg_snapshot_xmin(pg_current_snapshot())::text AS tx')) as Array<{ tx: string }>;
  return { tx: row?.tx ?? '0', id: '0' };
}

type Pump = {
  db: DataSource;
  table: string;
  start: Cursor;
  on: { fact: (fact: Fact) => void; error: (error: unknown) => void };
};

/** Reads what is new; asked while it reads, it reads once more. */
function pump({ db, table, start, on }: Pump): () => void {
  let cursor = start;
  let running = false;
  let again = false;
  const readAll = async (): Promise<void> => {
    for (;;) {
      again = false;
      const rows = await rowsAfter(db, table, cursor);
      for (const { tx, event_id, name, payload } of rows) {
        cursor = { tx, id: event_id };
        on.fact({ name, payload });
      }
      if (rows.length < BATCH && !again) return;
    }
  };
  return () => {
    again = true;
    if (running) return;
    running = true;
    void readAll()
      .catch(on.error)
      .finally(() => (running = false));
  };
}

async function rowsAfter(db: DataSource, table: string, { tx, id }: Cursor): Promise<Row[]> {
  return (await db.query(
    `SELECT tx::text AS tx, event_id::text AS event_id, name, payload FROM ${table}
      WHERE (tx, event_id) > ($1::numeric, $2::bigint) AND tx < pg_snapshot_xmin(pg_current_snapshot())::text::numeric
      ORDER BY tx, event_id LIMIT ${BATCH}`,
    [tx, id],
  )) as Row[];
}
