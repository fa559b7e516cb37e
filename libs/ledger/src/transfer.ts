import { digestOf, invariant } from '@orbiquant/kernel';
import { kindOf } from './accounts.ts';

/** Why money moved. */
export type Reason =
  | 'demo-funding'
  | 'operator-stake'
  | 'deposit'
  | 'refund'
  | 'dispute'
  | 'receivable-repaid'
  | 'subscription-request'
  | 'subscription-cancelled'
  | 'subscription'
  | 'redemption'
  | 'trading-pnl'
  | 'management-fee'
  | 'performance-fee'
  | 'fee-paid-out'
  | 'distribution'
  | 'withdrawal-request'
  | 'withdrawal-transfer'
  | 'withdrawal-transfer-reversed'
  | 'withdrawal-paid'
  | 'withdrawal-returned'
  | 'processor-fee'
  | 'plan'
  | 'suspense'
  | 'unclaimed'
  | 'adjustment'
  | 'reversal';

/** One side of a transfer: minor units, positive adds to what we owe that account. */
export type Posting = { account: string; currency: string; minor: bigint };

/** One movement of money, whole or not at all. `key` is chosen by the caller: the same key is the same movement. */
export type Transfer = { key: string; reason: Reason; memo: string; postings: readonly Posting[] };

/**
 * A movement that balances, with its postings in the order in which accounts are locked.
 * @throws Invariant, when it does not sum to zero in each currency, names an account twice, or moves nothing.
 */
export function transfer({ key, reason, memo, postings }: Transfer): Transfer {
  invariant(postings.length >= 2, 'a transfer has at least two postings');
  const sums = new Map<string, bigint>();
  const seen = new Set<string>();
  for (const posting of postings) {
    kindOf(posting.account);
    invariant(posting.minor !== 0n, 'a posting moves something');
    invariant(!seen.has(placeOf(posting)), 'a transfer names an account once');
    seen.add(placeOf(posting));
    sums.set(posting.currency, (sums.get(posting.currency) ?? 0n) + posting.minor);
  }
  for (const [currency, sum] of sums) invariant(sum === 0n, `a transfer sums to zero; ${currency} is off by ${sum}`);
  return { key, reason, memo, postings: [...postings].sort(byPlace) };
}

/** `minor` from one account to another, in one currency. */
export function move(
  order: Omit<Transfer, 'postings'> & { from: string; to: string; currency: string; minor: bigint },
): Transfer {
  const { from, to, currency, minor, ...rest } = order;
  invariant(minor > 0n, 'money moves forward; swap the accounts instead');
  return transfer({
    ...rest,
    postings: [
      { account: from, currency, minor: -minor },
      { account: to, currency, minor },
    ],
  });
}

/** The movement that undoes another. */
export const reverse = (original: Transfer): Transfer =>
  transfer({
    key: `reverse:${original.key}`,
    reason: 'reversal',
    memo: original.memo,
    postings: original.postings.map((posting) => ({ ...posting, minor: -posting.minor })),
  });

/** What a transfer says, as one digest: the same key with another digest is a conflict. */
export const contentHashOf = ({ reason, memo, postings }: Transfer): string => digestOf({ reason, memo, postings });

/** The account and currency of a posting as one text; its order is the order of locking. */
export const placeOf = ({ account, currency }: { account: string; currency: string }): string =>
  `${account}/${currency}`;

/** Orders postings by the account and currency that they touch. */
export function byPlace(a: Posting, b: Posting): number {
  const [left, right] = [placeOf(a), placeOf(b)];
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
