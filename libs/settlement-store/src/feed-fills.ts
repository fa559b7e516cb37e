import type { DataSource } from '@orbiquant/platform-db';
import { tellFact } from './tell-fact.ts';

/** Numbers are given at insert and seen at commit: look this far back for what a slow writer committed late. */
const LOOK_BACK = 10_000;
const BATCH = 1_000;

type FillRow = { fill_id: string; seq: string; agent_id: string; symbol: string; realised: string; filled_at: Date };

/**
 * Tells the house's own trades to the settlement: each fill that realised a profit or loss, once, under the fill's own id.
 * Returns how many were new.
 */
export async function feedFills(db: DataSource, exchange: string): Promise<number> {
  let told = 0;
  for (;;) {
    const seen = await db.transaction(async (tx) => {
      const [book] = (await tx.query(
        'SELECT fill_seq FROM financial.settlement_books WHERE book_id = 1 FOR UPDATE',
      )) as Array<{ fill_seq: string }>;
      const fills = (await tx.query(
        `SELECT fill_id, seq::text AS seq, agent_id, symbol, realised_pnl::text AS realised, filled_at FROM investment.fills f
          WHERE seq > $1::bigint - ${LOOK_BACK} AND realised_pnl IS NOT NULL AND realised_pnl <> 0
            AND NOT EXISTS (SELECT 1 FROM financial.events e WHERE e.name = 'trading_results' AND e.key = f.fill_id)
          ORDER BY seq LIMIT ${BATCH}`,
        [book!.fill_seq],
      )) as FillRow[];
      for (const { fill_id: id, agent_id, symbol, realised: profit, filled_at } of fills)
        told += Number(
          await tellFact(tx, {
            channel: 'trading_results',
            id,
            payload: { agent_id, symbol, exchange, profit, at_ms: filled_at.getTime() },
          }),
        );
      const last = fills.at(-1);
      if (last)
        await tx.query(
          'UPDATE financial.settlement_books SET fill_seq = GREATEST(fill_seq, $1::bigint) WHERE book_id = 1',
          [last.seq],
        );
      return fills.length;
    });
    if (seen < BATCH) return told;
  }
}
