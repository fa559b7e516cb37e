import { receivableOf, walletOf } from '@orbiquant/ledger';
import { heldCentsOf, minorOfCents, WALLET_CURRENCY, type Standing } from '@orbiquant/payments';
import { inTransaction, type EntityManager } from '@orbiquant/platform-db';
import type { Books } from './books.ts';
import { listDeposits } from './deposit-rows.ts';
import { payoutAccountOf } from './payout-accounts.ts';
import { askedSince } from './withdrawal-rows.ts';

const DAY_MS = 86_400_000;

/**
 * Makes everything that moves one person's money take turns until the transaction ends, so that two requests cannot both
 * see the limits of before.
 */
export const lockPerson = (tx: EntityManager, userId: string): Promise<unknown> =>
  inTransaction(tx).query(`SELECT pg_advisory_xact_lock(hashtextextended('money:' || $1, 0))`, [userId]);

/** What stands in a person's wallet and what they owe us; minor units. */
export async function personBalances(
  db: EntityManager,
  userId: string,
  { balanceOf }: Pick<Books, 'balanceOf'>,
): Promise<{ walletMinor: bigint; receivableMinor: bigint }> {
  return {
    walletMinor: await balanceOf(db, walletOf(userId), WALLET_CURRENCY),
    receivableMinor: await balanceOf(db, receivableOf(userId), WALLET_CURRENCY),
  };
}

/** Money in a person's wallet that came by card too lately to leave. Minor units. */
export async function heldMinorOf(db: EntityManager, userId: string): Promise<bigint> {
  const settled = await listDeposits(db, { userId, status: 'settled', limit: 1_000_000 });
  return settled.reduce((sum, deposit) => sum + minorOfCents(heldCentsOf(deposit)), 0n);
}

/** What is true of an investor now, for deciding about `withdrawalId`. */
export async function standingOf(
  tx: EntityManager,
  { userId, withdrawalId }: { userId: string; withdrawalId: string },
  { nowMs, books }: { nowMs: number; books: Pick<Books, 'balanceOf'> },
): Promise<Standing> {
  const { walletMinor, receivableMinor } = await personBalances(tx, userId, books);
  const heldMinor = await heldMinorOf(tx, userId);
  const times = { shortMs: nowMs - DAY_MS, longMs: nowMs - 30 * DAY_MS };
  const { shortCents, longCents } = await askedSince(tx, { userId, exceptId: withdrawalId }, times);
  const account = await payoutAccountOf(tx, userId);
  return {
    availableMinor: walletMinor > heldMinor ? walletMinor - heldMinor : 0n,
    receivableMinor,
    asked24hCents: shortCents,
    asked30dCents: longCents,
    account: account?.bank ? account.account : null,
    accountChangedAtMs: account?.changedAtMs ?? null,
    blocked: false,
  };
}
