import {
  PROCESSOR_CLEARING,
  PROCESSOR_FEES,
  transfer,
  type Posting,
  type Reason,
  type Transfer,
} from '@orbiquant/ledger';
import { CARD_CURRENCY, creditOf, debitOf, dollarsToWallet, minorOfCents, nonZero, PAR_RATE_ID } from './par.ts';
import type { Deposit, DepositContext } from './deposit.ts';
import type { DisputeObject, RefundObject } from './stripe-call.ts';

const dollars = (account: string, cents: bigint): Posting => ({ account, currency: CARD_CURRENCY, minor: cents });

const book = ({ depositId }: Deposit, what: string, rest: { reason: Reason; postings: Posting[] }): Transfer =>
  transfer({
    key: `dep:${depositId}:${what}`,
    memo: `${depositId} ${PAR_RATE_ID}`,
    reason: rest.reason,
    postings: nonZero(rest.postings),
  });

/** A payment that succeeded: the processor holds the money less its fee, which is ours to bear; the customer has all of it. */
export const bookSettled = (
  deposit: Deposit,
  charge: { cents: bigint; feeCents: bigint },
  { receivableMinor }: DepositContext,
): Transfer =>
  book(deposit, 'settled', {
    reason: 'deposit',
    postings: [
      dollars(PROCESSOR_CLEARING, charge.feeCents - charge.cents),
      dollars(PROCESSOR_FEES, -charge.feeCents),
      ...dollarsToWallet(charge.cents),
      ...creditOf(deposit.userId, minorOfCents(charge.cents), receivableMinor),
    ],
  });

/** Money sent back to the card: from the wallet as far as it goes, the rest is owed to us. */
export const bookRefund = (deposit: Deposit, { id, cents }: RefundObject, { walletMinor }: DepositContext): Transfer =>
  book(deposit, `refunded:${id}`, {
    reason: 'refund',
    postings: [
      dollars(PROCESSOR_CLEARING, cents),
      ...dollarsToWallet(-cents),
      ...debitOf(deposit.userId, minorOfCents(cents), walletMinor),
    ],
  });

/** A refund that the card's bank refused: the money is with us, and the customer has it again. */
export const bookRefundFailed = (
  deposit: Deposit,
  { id, cents }: RefundObject,
  { receivableMinor }: DepositContext,
): Transfer =>
  book(deposit, `refund-failed:${id}`, {
    reason: 'refund',
    postings: [
      dollars(PROCESSOR_CLEARING, -cents),
      ...dollarsToWallet(cents),
      ...creditOf(deposit.userId, minorOfCents(cents), receivableMinor),
    ],
  });

/** A dispute takes the money at once, and a fee. */
export const bookDisputed = (deposit: Deposit, dispute: DisputeObject, { walletMinor }: DepositContext): Transfer =>
  book(deposit, `disputed:${dispute.id}`, {
    reason: 'dispute',
    postings: [
      dollars(PROCESSOR_CLEARING, dispute.cents + dispute.feeCents),
      dollars(PROCESSOR_FEES, -dispute.feeCents),
      ...dollarsToWallet(-dispute.cents),
      ...debitOf(deposit.userId, minorOfCents(dispute.cents), walletMinor),
    ],
  });

/** A dispute that was won gives the money back; the fee is gone. */
export const bookDisputeWon = (
  deposit: Deposit,
  dispute: DisputeObject,
  { receivableMinor }: DepositContext,
): Transfer =>
  book(deposit, `dispute-won:${dispute.id}`, {
    reason: 'dispute',
    postings: [
      dollars(PROCESSOR_CLEARING, -dispute.cents),
      ...dollarsToWallet(dispute.cents),
      ...creditOf(deposit.userId, minorOfCents(dispute.cents), receivableMinor),
    ],
  });
