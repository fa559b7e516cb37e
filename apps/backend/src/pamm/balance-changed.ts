import type { EntityManager } from '@orbiquant/platform-db';

/** The NOTIFY channel on which a person's id is told when something of that person's money has changed. */
export const BALANCE_CHANNEL = 'orbiquant_balances';

/** Tells the live relays at commit that a person should look again. */
export async function tellBalanceChanged(tx: EntityManager, userIds: readonly string[]): Promise<void> {
  if (userIds.length === 0) return;
  await tx.query('SELECT pg_notify($1, user_id) FROM unnest($2::text[]) AS user_id', [BALANCE_CHANNEL, userIds]);
}
