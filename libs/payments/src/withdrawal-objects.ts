import type { Transfer } from '@orbiquant/ledger';
import type { Leg } from './attempt.ts';
import { CARD_CURRENCY } from './par.ts';
import { applied, ignored, type Notice } from './saga.ts';
import type { PayoutObject, StripeObject, TransferObject } from './stripe-call.ts';
import { withLeg } from './withdrawal-advance.ts';
import { giveUp, workOn } from './withdrawal-approval.ts';
import { bookPaid, bookReturned, bookTransferred, bookTransferReversed } from './withdrawal-bookings.ts';
import type { LegObject, WithdrawalContext } from './withdrawal-input.ts';
import type { Withdrawal, WithdrawalStatus } from './withdrawal-state.ts';
import type { WithdrawalDecision, WithdrawalStep } from './withdrawal-step.ts';

/** Whether an object is one that a withdrawal brings into being. */
export const isLegObject = (object: StripeObject): object is LegObject =>
  object.object === 'transfer' || object.object === 'payout' || object.object === 'reversal';

/** An object was fetched: the state follows from what it says now, never from the order in which news came. */
export const fetched: WithdrawalStep<'fetched'> = (withdrawal, { object }, context) =>
  seeObject(withdrawal, object, context);

/** Several objects, one after the other, as one step. */
export function seeObjects(
  withdrawal: Withdrawal,
  objects: readonly LegObject[],
  context: WithdrawalContext,
): WithdrawalDecision {
  return objects.reduce<WithdrawalDecision>((sum, object) => {
    const next = seeObject(sum.state ?? withdrawal, object, context);
    return {
      applied: sum.applied || next.applied,
      state: next.state,
      transfers: [...sum.transfers, ...next.transfers],
      effects: [...sum.effects, ...next.effects],
      notices: [...sum.notices, ...next.notices],
      incidents: [...sum.incidents, ...next.incidents],
    };
  }, ignored<Withdrawal | null>(withdrawal));
}

function seeObject(withdrawal: Withdrawal, object: LegObject, context: WithdrawalContext): WithdrawalDecision {
  const leg = withdrawal.legs[object.object];
  if (leg.status === 'done' && leg.objectId === object.id) return seeAgain(withdrawal, object, context);
  if (!isOurs(withdrawal, object) || !isAwaited(leg, object)) return foreign(withdrawal, object);
  const seen = withLeg(withdrawal, object.object, { ...leg, status: 'done', objectId: object.id });
  if (object.object === 'payout') return seePayout(seen, { object, isNew: true }, context);
  return object.object === 'transfer' ? transferred(seen) : fetchedBack(seen, context);
}

/** The object that the leg's open attempt asked for. */
const isAwaited = (leg: Leg, object: LegObject): boolean =>
  leg.status === 'open' && leg.attempt?.attemptNo === object.tag?.attemptNo;

/** Of what is known already only a payout can bring news. */
const seeAgain = (withdrawal: Withdrawal, object: LegObject, context: WithdrawalContext): WithdrawalDecision =>
  object.object === 'payout'
    ? seePayout(withdrawal, { object, isNew: false }, context)
    : ignored<Withdrawal | null>(withdrawal);

/** Our own amount, currency and account, and our own tag. */
function isOurs(withdrawal: Withdrawal, object: LegObject): boolean {
  if (object.tag?.sagaId !== withdrawal.withdrawalId || object.cents !== withdrawal.cents) return false;
  if (object.object === 'reversal') return object.transferId === withdrawal.legs.transfer.objectId;
  return object.currency === CARD_CURRENCY && accountOf(object) === withdrawal.account;
}

const accountOf = (object: TransferObject | PayoutObject): string =>
  object.object === 'transfer' ? object.destination : object.account;

/** Money that moved in our name and that this withdrawal did not ask for: told as an incident, and everything stops. */
const foreign = (withdrawal: Withdrawal, object: LegObject): WithdrawalDecision =>
  applied<Withdrawal | null>(withdrawal, { incidents: [object] });

/** The first leg is done; the payout follows. */
const transferred = (withdrawal: Withdrawal): WithdrawalDecision =>
  applied<Withdrawal | null>({ ...withdrawal, status: 'submitting' }, { transfers: [bookTransferred(withdrawal)] });

/** The money is with us again: the reserve is given back, unless the customer has had it back already. */
function fetchedBack(withdrawal: Withdrawal, context: WithdrawalContext): WithdrawalDecision {
  const booking = bookTransferReversed(withdrawal);
  if (withdrawal.status === 'returned') return applied<Withdrawal | null>(withdrawal, { transfers: [booking] });
  const released = giveUp({ ...withdrawal, status: 'failed' }, context);
  return { ...released, transfers: [booking, ...released.transfers] };
}

/** Where a payout's own status takes the withdrawal from each of its statuses; nowhere: old news. */
const PAYOUT_LEADS: Readonly<Record<PayoutObject['status'], Partial<Record<WithdrawalStatus, WithdrawalStatus>>>> = {
  pending: { submitting: 'submitted', unknown: 'submitted' },
  in_transit: { submitting: 'submitted', unknown: 'submitted' },
  paid: { submitting: 'paid', unknown: 'paid', submitted: 'paid' },
  failed: { submitting: 'reversing', unknown: 'reversing', submitted: 'reversing', paid: 'returned' },
  canceled: { submitting: 'reversing', unknown: 'reversing', submitted: 'reversing', paid: 'returned' },
};

function seePayout(
  withdrawal: Withdrawal,
  { object, isNew }: { object: PayoutObject; isNew: boolean },
  context: WithdrawalContext,
): WithdrawalDecision {
  const status = PAYOUT_LEADS[object.status][withdrawal.status];
  if (!status) return isNew ? applied<Withdrawal | null>(withdrawal) : ignored<Withdrawal | null>(withdrawal);
  const next = { ...withdrawal, status, reason: object.failureCode ?? withdrawal.reason };
  const back = status === 'reversing' || status === 'returned';
  return applied<Withdrawal | null>(next, {
    transfers: bookingsInto(next, context),
    effects: back ? [workOn(next, 'fetch-back', context.nowMs)] : [],
    notices: tellOf(next),
  });
}

function bookingsInto(withdrawal: Withdrawal, { standing }: WithdrawalContext): Transfer[] {
  if (withdrawal.status === 'paid') return [bookPaid(withdrawal)];
  return withdrawal.status === 'returned' ? [bookReturned(withdrawal, standing.receivableMinor)] : [];
}

/** The investor is told what matters; a bank that sent money back has to be checked before it is used again. */
function tellOf({ status, userId, reason }: Withdrawal): Notice[] {
  if (status !== 'paid' && status !== 'returned') return [];
  const told: Notice = { to: 'customer', userId, kind: `withdrawal-${status}`, text: reason ?? '' };
  return status === 'paid' ? [told] : [told, { ...told, kind: 'check-bank-details' }];
}
