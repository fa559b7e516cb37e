import { invariant } from '@orbiquant/kernel';
import { reverse, transfer, type Transfer } from './transfer.ts';

/**
 * The first half of a movement in two phases: money is set aside under an id, and later either goes on (`settled`) or comes
 * back (`voided`). Both endings use the same key, so the database lets only one of them ever be booked: the second is a conflict.
 * @see TigerBeetle's documentation on two-phase transfers, whose reserve, post and void these are.
 */
export const reserved = (reservation: Transfer): Transfer => transfer(reservation);

const endKeyOf = ({ key }: Transfer): string => `end:${key}`;

/** The ending in which the money that was set aside goes on. */
export function settled(reservation: Transfer, onward: Omit<Transfer, 'key'>): Transfer {
  invariant(touches(reservation, onward), 'what is settled takes from what was reserved');
  return transfer({ ...onward, key: endKeyOf(reservation) });
}

/** The ending in which the money comes back to where it was. */
export const voided = (reservation: Transfer): Transfer => ({ ...reverse(reservation), key: endKeyOf(reservation) });

const touches = ({ postings }: Transfer, onward: Omit<Transfer, 'key'>): boolean =>
  postings.some(({ account, currency, minor }) =>
    onward.postings.some((next) => next.account === account && next.currency === currency && next.minor === -minor),
  );
