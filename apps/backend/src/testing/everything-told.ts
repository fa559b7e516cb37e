import type { DataSource } from '@orbiquant/platform-db';
import { until } from '@orbiquant/testing';

/** Waits until all events can be read: another test file's open transaction on the same server holds them back for a moment. */
export async function everythingTold(db: DataSource): Promise<void> {
  await until('nobody holds back what was told', async () => {
    const waiting = (await db.query(
      'SELECT 1 FROM financial.events WHERE tx >= pg_snapshot_xmin(pg_current_snapshot())::text::numeric',
    )) as unknown[];
    return waiting.length === 0 || undefined;
  });
}
