import type { EntityManager } from '@orbiquant/platform-db';
import type { Holder, PoolStanding } from '@orbiquant/settlement';

type StrikeRow = { strike_id: string; product_id: string; agent_id: string; nav_minor: string; share_e6: string };
type HolderRow = { strike_id: string; holder: string; units_e12: string };

/** The pools of a currency as their newest strike before an instant left them. */
export async function poolsBefore(
  tx: EntityManager,
  { toMs, currency }: { toMs: number; currency: string },
): Promise<PoolStanding[]> {
  const strikes = (await tx.query(
    `SELECT DISTINCT ON (s.product_id) s.strike_id, s.product_id, p.agent_id, s.nav_minor::text AS nav_minor, (p.venue_share * 1000000)::bigint::text AS share_e6
       FROM investment.strikes s JOIN investment.products p USING (product_id)
      WHERE s.struck_at < $1 AND s.currency = $2 ORDER BY s.product_id, s.number DESC`,
    [new Date(toMs), currency],
  )) as StrikeRow[];
  const holders = await holdersOf(
    tx,
    strikes.map(({ strike_id }) => strike_id),
  );
  return strikes.map((row) => ({
    productId: row.product_id,
    agentId: row.agent_id,
    navMinor: BigInt(row.nav_minor),
    venueShareE6: BigInt(row.share_e6),
    holders: holders.get(row.strike_id) ?? [],
  }));
}

async function holdersOf(tx: EntityManager, strikeIds: readonly string[]): Promise<Map<string, Holder[]>> {
  const rows = (await tx.query(
    `SELECT strike_id, holder, (units * 1000000000000)::numeric(50,0)::text AS units_e12 FROM investment.strike_balances
      WHERE strike_id = ANY ($1) ORDER BY strike_id, holder`,
    [strikeIds],
  )) as HolderRow[];
  const byStrike = new Map<string, Holder[]>();
  for (const { strike_id, holder, units_e12 } of rows)
    byStrike.set(strike_id, [...(byStrike.get(strike_id) ?? []), { holder, units: BigInt(units_e12) }]);
  return byStrike;
}
