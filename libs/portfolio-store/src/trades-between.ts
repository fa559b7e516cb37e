import type { EntityManager } from '@orbiquant/platform-db';

/** How an agent traded: fills, and those of them that closed something at a gain or at a loss. */
export type TradeCount = { trades: number; wins: number; losses: number };

/**
 * The trading of an agent between two strikes, by the order in which its fills were folded: one that is told of late belongs
 * to the stretch in which it was told. `null` is before the first fill.
 */
export async function tradesBetween(
  db: EntityManager,
  agentId: string,
  { afterFillId, upToFillId }: { afterFillId: string | null; upToFillId: string | null },
): Promise<TradeCount> {
  const [row] = (await db.query(
    `SELECT count(*)::integer AS trades, (count(*) FILTER (WHERE realised_pnl > 0))::integer AS wins, (count(*) FILTER (WHERE realised_pnl < 0))::integer AS losses
       FROM investment.fills WHERE agent_id = $1
        AND seq > COALESCE((SELECT seq FROM investment.fills WHERE fill_id = $2), 0) AND seq <= COALESCE((SELECT seq FROM investment.fills WHERE fill_id = $3), 0)`,
    [agentId, afterFillId, upToFillId],
  )) as TradeCount[];
  return row!;
}
