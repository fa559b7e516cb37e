/** A table's part of a commit: `$n` holds its rows as JSON; rows that exist are brought up to date in `changing`. */
const upsert = (
  table: string,
  parameter: number,
  { key, changing }: { key: string; changing: readonly string[] },
): string => {
  const action =
    changing.length === 0
      ? 'NOTHING'
      : `UPDATE SET ${changing.map((column) => `${column} = excluded.${column}`).join(', ')}`;
  return `INSERT INTO exchange.${table} SELECT * FROM jsonb_populate_recordset(NULL::exchange.${table}, $${parameter}) ON CONFLICT (${key}) DO ${action}`;
};

const COUNTERS = ['clock_ms', 'next_order_id', 'next_fill_id', 'next_list_id', 'next_priority', 'next_account_id'];
const ORDER_PROGRESS = [
  'list_id',
  'status',
  'quantity',
  'executed',
  'executed_quote',
  'locked',
  'priority',
  'updated_at_ms',
  'working_at_ms',
];

/** One statement, hence one transaction and one round trip, for everything a command changed. */
export const COMMIT_SQL = `
WITH counters AS (${upsert('counters', 1, { key: 'only_row', changing: COUNTERS })}),
  accounts AS (${upsert('accounts', 2, { key: 'account_id', changing: ['updated_at_ms'] })}),
  balances AS (${upsert('balances', 3, { key: 'account_id, asset', changing: ['free', 'locked'] })}),
  orders AS (${upsert('orders', 4, { key: 'order_id', changing: ORDER_PROGRESS })}),
  lists AS (${upsert('order_lists', 5, { key: 'list_id', changing: ['is_done', 'updated_at_ms'] })}),
  fills AS (${upsert('fills', 6, { key: 'fill_id, order_id', changing: [] })})
${upsert('deposits', 7, { key: 'key', changing: [] })}`;
