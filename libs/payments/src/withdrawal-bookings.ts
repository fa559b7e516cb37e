import {
  move,
  PAYOUT_CLEARING,
  PROCESSOR_CLEARING,
  receivableOf,
  reverse,
  transfer,
  walletOf,
  withdrawalPendingOf,
  type Transfer,
} from '@orbiquant/ledger';
import { CARD_CURRENCY, creditOf, dollarsToWallet, minorOfCents, PAR_RATE_ID, WALLET_CURRENCY } from './par.ts';
import type { Withdrawal } from './withdrawal-state.ts';

const keyOf = ({ withdrawalId }: Withdrawal, what: string): string => `wd:${withdrawalId}:${what}`;

/** The reserve: wallet money becomes dollars set aside, before anything is asked of the processor. */
export const bookRequest = (withdrawal: Withdrawal): Transfer =>
  transfer({
    key: keyOf(withdrawal, 'request'),
    reason: 'withdrawal-request',
    memo: `${withdrawal.withdrawalId} ${PAR_RATE_ID}`,
    postings: [
      {
        account: walletOf(withdrawal.userId),
        currency: WALLET_CURRENCY,
        minor: -minorOfCents(withdrawal.cents),
      },
      ...dollarsToWallet(-withdrawal.cents),
      { account: withdrawalPendingOf(withdrawal.userId), currency: CARD_CURRENCY, minor: withdrawal.cents },
    ],
  });

/** The reserve given back, whole, and what the customer owes us taken from it. `receivableMinor` <= 0. */
export function bookRelease(withdrawal: Withdrawal, receivableMinor: bigint): Transfer[] {
  const minor = minorOfCents(withdrawal.cents);
  const repaid = -receivableMinor < minor ? -receivableMinor : minor;
  const released = reverse(bookRequest(withdrawal));
  if (repaid === 0n) return [released];
  const repayment = move({
    key: keyOf(withdrawal, 'repaid'),
    reason: 'receivable-repaid',
    memo: withdrawal.withdrawalId,
    from: walletOf(withdrawal.userId),
    to: receivableOf(withdrawal.userId),
    currency: WALLET_CURRENCY,
    minor: repaid,
  });
  return [released, repayment];
}

/** Our balance at the processor became money on the investor's connected account. */
export const bookTransferred = (withdrawal: Withdrawal): Transfer =>
  move({
    key: keyOf(withdrawal, 'transferred'),
    reason: 'withdrawal-transfer',
    memo: withdrawal.withdrawalId,
    from: PAYOUT_CLEARING,
    to: PROCESSOR_CLEARING,
    currency: CARD_CURRENCY,
    minor: withdrawal.cents,
  });

/** Money on the connected account came back to our balance. */
export const bookTransferReversed = (withdrawal: Withdrawal): Transfer =>
  move({
    key: keyOf(withdrawal, 'transfer-reversed'),
    reason: 'withdrawal-transfer-reversed',
    memo: withdrawal.withdrawalId,
    from: PROCESSOR_CLEARING,
    to: PAYOUT_CLEARING,
    currency: CARD_CURRENCY,
    minor: withdrawal.cents,
  });

/** The bank has the money: what was set aside is no longer owed. */
export const bookPaid = (withdrawal: Withdrawal): Transfer =>
  move({
    key: keyOf(withdrawal, 'paid'),
    reason: 'withdrawal-paid',
    memo: withdrawal.withdrawalId,
    from: withdrawalPendingOf(withdrawal.userId),
    to: PAYOUT_CLEARING,
    currency: CARD_CURRENCY,
    minor: withdrawal.cents,
  });

/** The bank sent it back after all: it lies on the connected account, and the customer has it in the wallet again. */
export const bookReturned = (withdrawal: Withdrawal, receivableMinor: bigint): Transfer =>
  transfer({
    key: keyOf(withdrawal, 'returned'),
    reason: 'withdrawal-returned',
    memo: `${withdrawal.withdrawalId} ${PAR_RATE_ID}`,
    postings: [
      { account: PAYOUT_CLEARING, currency: CARD_CURRENCY, minor: -withdrawal.cents },
      ...dollarsToWallet(withdrawal.cents),
      ...creditOf(withdrawal.userId, minorOfCents(withdrawal.cents), receivableMinor),
    ],
  });
