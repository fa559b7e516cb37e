import { z } from 'zod';
import { SettlementReport, SettlementSummary, type EventType } from '@orbiquant/contracts';
import { AppError } from '@orbiquant/kernel';
import { inTransaction, type EntityManager } from '@orbiquant/platform-db';
import { publish } from '@orbiquant/platform-events';
import { settleDay } from '@orbiquant/settlement';
import { loadDay, type DayOrder } from './load-day.ts';
import { closedUntil } from './take-inbox.ts';

/** The cycle that closes a day; every other is a look within it. */
export const CLOSE = 'close';

/** What the settlement tells the others: that a day, or a look within one, was settled. */
export const settlementData: EventType<typeof SettlementSummary> = Object.freeze({
  name: 'settlement_data',
  schema: 'financial',
  table: 'events',
  payload: SettlementSummary,
  keyOf: ({ day, cycle }: SettlementSummary) => `${day}:${cycle}`,
});

/**
 * Settles a day, or looks at it while it is open, in the caller's transaction: the report, the closing of the day and what
 * is told of it are there together. A cycle that has its report keeps it.
 * @throws AppError conflict, when the day before it is still to come: days close in order.
 */
export async function settleCycle(tx: EntityManager, order: DayOrder): Promise<SettlementReport> {
  inTransaction(tx);
  const closedUntilMs = await closedUntil(tx, 'UPDATE');
  const known = await findReport(tx, order.day, order.cycle);
  if (known) return known;
  if (order.fromMs < closedUntilMs) throw new AppError('conflict', `${order.day} is closed`);
  const report = settleDay(await loadDay(tx, order));
  await tx.query(
    'INSERT INTO financial.settlement_reports (day, cycle, settled_at, report) VALUES ($1, $2, $3, $4::jsonb)',
    [order.day, order.cycle, new Date(order.settledAtMs), JSON.stringify(z.encode(SettlementReport, report))],
  );
  if (order.cycle === CLOSE)
    await tx.query('UPDATE financial.settlement_books SET closed_until = $1 WHERE book_id = 1', [new Date(order.toMs)]);
  await publish(tx, settlementData, report);
  return report;
}

/** A report; without a cycle the close of the day, or its newest look while it is open. */
export async function findReport(
  db: EntityManager,
  day: string,
  cycle: string | null,
): Promise<SettlementReport | null> {
  const [row] = (await db.query(
    `SELECT report FROM financial.settlement_reports WHERE day = $1 AND ($2::text IS NULL OR cycle = $2)
      ORDER BY (cycle = '${CLOSE}') DESC, settled_at DESC LIMIT 1`,
    [day, cycle],
  )) as Array<{ report: unknown }>;
  return row ? z.decode(SettlementReport, row.report as z.input<typeof SettlementReport>) : null;
}

/** The newest settlements in one line each. */
export async function listReports(db: EntityManager, limit: number): Promise<SettlementSummary[]> {
  const rows = (await db.query(
    `SELECT report - ARRAY['shares', 'history', 'symbols', 'agents', 'notes'] AS report FROM financial.settlement_reports ORDER BY day DESC, settled_at DESC LIMIT $1`,
    [limit],
  )) as Array<{ report: z.input<typeof SettlementSummary> }>;
  return rows.map(({ report }) => z.decode(SettlementSummary, report));
}

/**
 * Lets the books of a settlement that has settled nothing yet begin at an instant before the installation, as in a replay of
 * an earlier market. Does nothing afterwards: what is closed stays closed.
 */
export async function beginBooks(db: EntityManager, fromMs: number): Promise<void> {
  await db.query(
    `UPDATE financial.settlement_books SET closed_until = LEAST(closed_until, $1)
      WHERE book_id = 1 AND NOT EXISTS (SELECT 1 FROM financial.settlement_reports)`,
    [new Date(fromMs)],
  );
}
