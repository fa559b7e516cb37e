import { sumDecimals, type Decimal } from '@orbiquant/kernel';
import type { Fill, Order, OrderState } from '@orbiquant/contracts';
import { ORDER_TRANSITIONS } from './order-state.ts';

/** What the venue says of one of our orders. */
export type VenueOrder = {
  venueOrderId: string;
  clientOrderId: string;
  status: 'open' | 'filled' | 'canceled' | 'rejected' | 'expired';
  filledQuantity: Decimal;
};

/**
 * The order after all that is known: the venue's word on its status, and its fills, in whatever order they arrived.
 * The result does not depend on that order; news that would go backwards is ignored.
 */
export function orderProgress(order: Order, fills: readonly Fill[], venue: VenueOrder | null): Order {
  const filledQuantity = sumDecimals(fills.map((fill) => fill.quantity));
  const filledNotional = sumDecimals(fills.map((fill) => fill.quantity.times(fill.price)));
  const wanted = stateFrom(order, filledQuantity, venue);
  const state = wanted === order.state || !ORDER_TRANSITIONS[order.state].includes(wanted) ? order.state : wanted;
  return { ...order, filledQuantity, filledNotional, state, venueOrderId: venue?.venueOrderId ?? order.venueOrderId };
}

function stateFrom(order: Order, filled: Decimal, venue: VenueOrder | null): OrderState {
  if (filled.gte(order.quantity)) return 'filled';
  if (venue && venue.status !== 'open') return ended(order, venue.status);
  if (order.state === 'canceling' || (!venue && filled.isZero())) return order.state;
  return filled.gt(0) ? 'partially-filled' : 'open';
}

/** Filled at the venue but not yet in our fills: the state waits for the fills that prove it. */
const ended = (order: Order, status: Exclude<VenueOrder['status'], 'open'>): OrderState =>
  status === 'filled' ? order.state : status;
