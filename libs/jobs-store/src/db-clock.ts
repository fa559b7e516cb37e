import type { EntityManager } from '@orbiquant/platform-db';

/** What time it is by the database: the one clock that decides what is due and whose lease is over. Epoch ms. */
export type DbClock = (db: EntityManager) => Promise<number>;

/** The database server's own clock, the same for every process whatever their machines say. */
export const serverClock: DbClock = async (db) => {
  const [row] = (await db.query(
    'SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint::text AS now_ms',
  )) as Array<{ now_ms: string }>;
  return Number(row?.now_ms);
};
