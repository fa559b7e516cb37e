import type { Transfer } from '@orbiquant/ledger';
import { applied, ignored, type Decision } from './saga.ts';
import type { BalanceTransaction, PaymentObject } from './stripe-call.ts';
import { bookForeign, bookSuspense } from './suspense-bookings.ts';
import type { LegObject } from './withdrawal-input.ts';

/** Something in our books that the processor does not have. */
export type MissingObject = { object: 'missing'; id: string; sagaId: string };

/** What nobody can explain: an object of the processor that none of our sagas asked for, or one of ours that it lacks. */
export type IncidentCause = LegObject | BalanceTransaction | PaymentObject | MissingObject;

/** One unexplained thing: one row. While any is open, no money begins to leave the house. */
export type Incident = {
  incidentId: string;
  status: 'open' | 'resolved';
  isBooked: boolean;
  resolvedBy: string | null;
};

/** What can happen to an incident. */
export type IncidentInput = { kind: 'raise'; cause: IncidentCause } | { kind: 'resolve'; operatorId: string };

/** The id of the incident that a cause raises: the same cause is the same incident. */
export const incidentIdOf = ({ id }: IncidentCause): string => id;

/**
 * One step of an incident. Raised once however often it is seen; the money is booked once, as soon as it has moved, so
 * that our books tell the truth about the bank while a person looks. Nothing is mended by itself.
 */
export function decideIncident(state: Incident | null, input: IncidentInput): Decision<Incident | null> {
  if (input.kind === 'raise') return raise(state, input.cause);
  if (state?.status !== 'open') return ignored(state);
  return applied<Incident | null>({ ...state, status: 'resolved', resolvedBy: input.operatorId });
}

function raise(state: Incident | null, cause: IncidentCause): Decision<Incident | null> {
  const booking = state?.isBooked ? null : bookingOf(cause);
  if (state !== null && booking === null) return ignored<Incident | null>(state);
  const before = state ?? { incidentId: incidentIdOf(cause), status: 'open', isBooked: false, resolvedBy: null };
  return applied<Incident | null>(
    { ...before, isBooked: booking !== null },
    {
      transfers: booking ? [booking] : [],
      notices: [{ to: 'operators', userId: null, kind: `unexplained-${cause.object}`, text: cause.id }],
    },
  );
}

/** A payment is booked by its balance transaction, which says what of it reached us. */
function bookingOf(cause: IncidentCause): Transfer | null {
  if (cause.object === 'missing' || cause.object === 'payment') return null;
  return cause.object === 'balance-transaction' ? bookSuspense(cause.id, cause.netCents) : bookForeign(cause);
}
