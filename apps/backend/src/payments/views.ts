import type { CardDeposit, Money, PayoutBank, Wallet, WithdrawalView } from '@orbiquant/contracts';
import { withdrawalPendingOf } from '@orbiquant/ledger';
import { balanceOf } from '@orbiquant/ledger-store';
import {
  CARD_CURRENCY,
  centsOfMinor,
  PAR_RATE_ID,
  refundedOf,
  WALLET_CURRENCY,
  type Withdrawal,
} from '@orbiquant/payments';
import {
  heldMinorOf,
  isFrozen,
  payoutAccountOf,
  personBalances,
  standingOf,
  type ListedDeposit,
  type PayoutAccount,
} from '@orbiquant/payments-store';
import type { EntityManager } from '@orbiquant/platform-db';
import { money } from '../money.ts';
import { databaseNow, type PaymentsDesk } from './payments-desk.ts';

const dollars = (cents: bigint): Money => money(cents, CARD_CURRENCY);

/** A card deposit as its owner sees it. */
export const depositView = (deposit: ListedDeposit): CardDeposit => ({
  depositId: deposit.depositId,
  amount: dollars(deposit.cents),
  status: deposit.status,
  createdAtMs: deposit.createdAtMs,
  heldUntilMs: deposit.heldUntilMs,
  refunded: dollars(refundedOf(deposit.refunds)),
  dispute: deposit.dispute?.stage ?? null,
  checkoutUrl: deposit.status === 'created' ? deposit.checkoutUrl : null,
});

/** A withdrawal as its owner sees it. */
export const withdrawalView = (withdrawal: Withdrawal): WithdrawalView => ({
  withdrawalId: withdrawal.withdrawalId,
  amount: dollars(withdrawal.cents),
  status: withdrawal.status,
  requestedAtMs: withdrawal.requestedAtMs,
  approvalsNeeded: withdrawal.approvalsNeeded,
  approvals: withdrawal.approvals.length,
  reason: withdrawal.reason,
});

/** Where a person's payouts go. */
export function bankView(
  account: PayoutAccount | null,
  { nowMs, coolOffMs }: { nowMs: number; coolOffMs: number },
): PayoutBank {
  if (!account) return { status: 'none', bank: null, coolOffUntilMs: null };
  const coolOffUntilMs = account.changedAtMs === null ? null : account.changedAtMs + coolOffMs;
  return {
    status: account.bank ? 'ready' : 'incomplete',
    bank: account.bank,
    coolOffUntilMs: coolOffUntilMs !== null && coolOffUntilMs > nowMs ? coolOffUntilMs : null,
  };
}

/** A person's wallet and what may leave it. */
export async function walletView(desk: PaymentsDesk, userId: string, steppedUpUntilMs: number | null): Promise<Wallet> {
  const db: EntityManager = desk.db.manager;
  const nowMs = await databaseNow(desk.db, desk.rules);
  const { policy, books } = desk.rules;
  const { walletMinor, receivableMinor } = await personBalances(db, userId, books);
  const standing = await standingOf(db, { userId, withdrawalId: '' }, { nowMs, books });
  const left = (maximum: bigint, asked: bigint): Money => dollars(maximum > asked ? maximum - asked : 0n);
  return {
    wallet: money(walletMinor, WALLET_CURRENCY),
    available: dollars(centsOfMinor(standing.availableMinor)),
    held: money(await heldMinorOf(db, userId), WALLET_CURRENCY),
    owed: money(-receivableMinor, WALLET_CURRENCY),
    pending: dollars(await balanceOf(db, withdrawalPendingOf(userId), CARD_CURRENCY)),
    rateId: PAR_RATE_ID,
    limits: {
      min: dollars(policy.minCents),
      max: dollars(policy.maxCents),
      left24h: left(policy.max24hCents, standing.asked24hCents),
      left30d: left(policy.max30dCents, standing.asked30dCents),
      dualApprovalFrom: dollars(policy.dualApprovalFromCents),
    },
    bank: bankView(await payoutAccountOf(db, userId), { nowMs, coolOffMs: policy.coolOffMs }),
    steppedUpUntilMs: steppedUpUntilMs !== null && steppedUpUntilMs > desk.clock.nowMs() ? steppedUpUntilMs : null,
    frozen: await isFrozen(db),
    cardsEnabled: desk.processor !== null,
  };
}
