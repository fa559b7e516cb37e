import { invariant } from '@orbiquant/kernel';
import type { OrderState } from '@orbiquant/contracts';

/**
 * Every legal step of an order's life. A late fill may still reach a canceled or expired order (its state stays, its
 * filled quantity grows), so those states lead only to themselves or to `filled`.
 */
export const ORDER_TRANSITIONS: Readonly<Record<OrderState, readonly OrderState[]>> = {
  pending: ['sending', 'expired', 'canceled'],
  sending: ['open', 'partially-filled', 'filled', 'canceled', 'rejected', 'expired', 'unknown', 'not-placed'],
  unknown: ['open', 'partially-filled', 'filled', 'canceled', 'expired', 'not-placed', 'rejected', 'canceling'],
  open: ['partially-filled', 'filled', 'canceling', 'canceled', 'expired', 'rejected'],
  'partially-filled': ['filled', 'canceling', 'canceled', 'expired'],
  canceling: ['canceled', 'filled', 'partially-filled', 'open', 'expired'],
  filled: [],
  canceled: ['filled'],
  rejected: [],
  expired: ['filled'],
  'not-placed': [],
};

/** States in which the venue may still act on the order. */
export const LIVE_STATES: readonly OrderState[] = [
  'pending',
  'sending',
  'unknown',
  'open',
  'partially-filled',
  'canceling',
];

/** Whether the venue may still act on the order. */
export const isLive = (state: OrderState): boolean => LIVE_STATES.includes(state);

/** Moves an order on. @throws Invariant on a step that the table does not allow. */
export function advance(from: OrderState, to: OrderState): OrderState {
  if (from === to) return from;
  invariant(ORDER_TRANSITIONS[from].includes(to), `an order cannot go from ${from} to ${to}`);
  return to;
}
