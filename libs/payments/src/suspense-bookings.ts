import {
  PAYOUT_CLEARING,
  PROCESSOR_CLEARING,
  SUSPENSE,
  transfer,
  type Posting,
  type Transfer,
} from '@orbiquant/ledger';
import { CARD_CURRENCY } from './par.ts';
import type { LegObject } from './withdrawal-input.ts';

/** Money that moved at the processor and that nothing of ours explains; `cents` > 0 came to our balance there, < 0 left it. */
export const bookSuspense = (objectId: string, cents: bigint): Transfer =>
  unexplained(objectId, cents, { from: PROCESSOR_CLEARING, to: SUSPENSE });

/**
 * An object that no withdrawal of ours explains, booked as what it did: a transfer or reversal moved money between our
 * balance and a connected account, where it still lies; a payout took it out of reach, which leaves a hole in suspense.
 * Null for a payout that has not arrived, or whose money came back.
 */
export function bookForeign({ object, id, cents, ...rest }: LegObject): Transfer | null {
  if (object === 'transfer') return unexplained(id, cents, { from: PAYOUT_CLEARING, to: PROCESSOR_CLEARING });
  if (object === 'reversal') return unexplained(id, cents, { from: PROCESSOR_CLEARING, to: PAYOUT_CLEARING });
  const arrived = 'status' in rest && rest.status === 'paid';
  return arrived ? unexplained(id, cents, { from: SUSPENSE, to: PAYOUT_CLEARING }) : null;
}

const posting = (account: string, minor: bigint): Posting => ({ account, currency: CARD_CURRENCY, minor });

const unexplained = (objectId: string, cents: bigint, { from, to }: { from: string; to: string }): Transfer =>
  transfer({
    key: `suspense:${objectId}`,
    reason: 'suspense',
    memo: objectId,
    postings: [posting(from, -cents), posting(to, cents)],
  });
