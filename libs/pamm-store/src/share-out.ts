import { AppError } from '@orbiquant/kernel';
import { inTransaction, type EntityManager } from '@orbiquant/platform-db';

/** Rows of one table among which a sum is divided. Names are those of the schema, never of a user. */
export type ShareOut = {
  table: string;
  /** Breaks ties, smallest first. */
  key: string;
  /** Column of weights >= 0. */
  weight: string;
  /** Column that gets the share. */
  share: string;
  /** Which rows take part, with `$2` as its value. */
  where: string;
};

/**
 * Divides a sum over many rows in one statement, in proportion to their weights and so that the shares add up to it
 * exactly: whole parts first, then one minor unit each to the largest remainders, ties by key. Equal to `distribute` of
 * the pool's mathematics, without moving a row out of the database.
 *
 * @param totalMinor  >= 0. When the rows ask for nothing, only 0 can be divided.
 */
export async function shareOut(
  tx: EntityManager,
  rows: ShareOut,
  { totalMinor, value }: { totalMinor: bigint; value: unknown },
): Promise<void> {
  inTransaction(tx);
  // one sort of all remainders, in memory where there is enough of it; rows written a moment ago are in no statistics yet
  await tx.query(
    `SELECT set_config('work_mem', '256MB', true), set_config('enable_nestloop', 'off', true), set_config('statement_timeout', '600000', true)`,
  );
  await tx.query(shareOutSql(rows), [totalMinor.toString(), value]).catch((cause: unknown) => {
    throw isNobody(cause) ? new AppError('conflict', 'A sum is divided among at least one positive weight') : cause;
  });
}

/** SQLSTATE of a division by zero. */
const isNobody = (cause: unknown): boolean => (cause as { code?: string }).code === '22012';

const shareOutSql = ({ table, key, weight, share, where }: ShareOut): string => `
  WITH total AS MATERIALIZED (SELECT $1::numeric AS minor, CASE WHEN $1::numeric = 0 THEN 1 ELSE sum(${weight}) END AS weights FROM ${table} WHERE ${where}),
  parts AS MATERIALIZED (
    SELECT t.ctid AS place, t.${key} AS key, div(t.${weight} * total.minor, total.weights) AS whole, mod(t.${weight} * total.minor, total.weights) AS remainder
      FROM ${table} t, total WHERE ${where}),
  left_over AS MATERIALIZED (SELECT $1::numeric - COALESCE(sum(whole), 0) AS count FROM parts),
  ranked AS (SELECT place, whole, row_number() OVER (ORDER BY remainder DESC, key COLLATE "C") AS rank FROM parts)
  UPDATE ${table} t SET ${share} = ranked.whole + CASE WHEN ranked.rank <= left_over.count THEN 1 ELSE 0 END
    FROM ranked, left_over WHERE t.ctid = ranked.place`;
