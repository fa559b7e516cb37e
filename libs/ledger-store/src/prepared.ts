import type { DataSource } from '@orbiquant/platform-db';

/** One connection, borrowed from the pool or bound to a transaction. */
export type Runner = ReturnType<DataSource['createQueryRunner']>;

/** A statement that each connection parses once, under its name. */
export type Statement = { name: string; text: string };

type Connection = { query(order: Statement & { values: unknown[] }): Promise<{ rows: unknown[] }> };

/** Runs a statement by name on the driver's own connection: the mapper's `query` would have it parsed and planned each time. */
export async function prepared<Row>(runner: Runner, statement: Statement, values: unknown[]): Promise<Row[]> {
  const connection = (await runner.connect()) as Connection;
  const { rows } = await connection.query({ ...statement, values });
  return rows as Row[];
}
