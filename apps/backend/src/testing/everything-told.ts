import { until } from '@orbiquant/testing';

type Ask = (sql: string) => Promise<unknown[]>;

/**
 * Waits until all events of a table can be read: another test file's open transaction on the same server holds them back for
 * a moment, as it has to.
 */
export async function everythingTold(ask: Ask, table: 'financial.events' | 'trading.agent_events'): Promise<void> {
  await until('nobody holds back what was told', async () => {
    const waiting = await ask(
      `SELECT 1 FROM ${table} WHERE tx >= pg_snapshot_xmin(pg_current_snapshot())::text::numeric`,
    );
    return waiting.length === 0 || undefined;
  });
}
