import type { Client } from 'pg';
import type { CheckResult } from './verify.ts';

const ORPHANS = `
  SELECT f.fill_id, o.order_id IS NULL AS no_order, o.intent_id IS NULL AS no_intent, d.decision_id IS NULL AS no_decision, c.open_time IS NULL AS no_candle
    FROM trading.fills f
    LEFT JOIN trading.orders o ON o.order_id = f.order_id
    LEFT JOIN trading.decisions d ON d.decision_id = o.decision_id AND d.decision_id = f.decision_id
    LEFT JOIN (SELECT symbol, interval, open_time FROM trading.candles UNION ALL SELECT symbol, interval, open_time FROM trading.derived_candles) c
      ON c.symbol = d.symbol AND c.interval = d.interval AND c.open_time = d.candle_open_time
   WHERE f.agent_id = $1 AND (o.order_id IS NULL OR o.intent_id IS NULL OR d.decision_id IS NULL OR c.open_time IS NULL)`;

const UNEQUAL = `
  SELECT o.client_order_id, o.filled_quantity, COALESCE(sum(f.quantity), 0) AS filled
    FROM trading.orders o LEFT JOIN trading.fills f USING (order_id)
   WHERE o.agent_id = $1 GROUP BY o.order_id HAVING o.filled_quantity <> COALESCE(sum(f.quantity), 0)`;

/** Every fill has an order, an intent, a decision and a candle; every order's filled quantity is the sum of its fills. */
export async function checkFills(db: Client, agentId: string): Promise<CheckResult> {
  const { rows: orphans } = await db.query<Record<string, unknown>>(ORPHANS, [agentId]);
  const { rows: unequal } = await db.query<{ client_order_id: string; filled_quantity: string; filled: string }>(
    UNEQUAL,
    [agentId],
  );
  const { rows } = await db.query<{ fills: string; orders: string; unknown: string; foreign: string }>(
    `SELECT (SELECT count(*) FROM trading.fills WHERE agent_id = $1) AS fills, (SELECT count(*) FROM trading.orders WHERE agent_id = $1) AS orders,
            (SELECT count(*) FROM trading.orders WHERE agent_id = $1 AND state IN ('unknown', 'sending')) AS unknown, (SELECT count(*) FROM trading.foreign_trades WHERE agent_id = $1) AS foreign`,
    [agentId],
  );
  return {
    counted: { ...rows[0] },
    differences: [
      ...orphans.map((row) => ({ check: 'fills', what: `Fill ${String(row['fill_id'])} lacks ${missingOf(row)}` })),
      ...unequal.map((row) => ({
        check: 'fills',
        what: `Order ${row.client_order_id} says ${row.filled_quantity} filled, its fills sum to ${row.filled}`,
      })),
    ],
  };
}

const missingOf = (row: Record<string, unknown>): string =>
  ['order', 'intent', 'decision', 'candle'].filter((part) => row[`no_${part}`] === true).join(', ');
