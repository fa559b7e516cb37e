import { hasLimit, isWaiting, remainingOf, type Order } from './order.ts';
import { notionalOf } from './units.ts';

/**
 * What an open order must keep locked: the base it sells, or its cost at its limit. A waiting stop to buy at market
 * keeps its cost at the stop price; a plain market order keeps nothing, since it never waits.
 */
export function fundsNeeded(order: Order): bigint {
  if (order.side === 'SELL') return remainingOf(order);
  if (hasLimit(order.type)) return notionalOf(order.price, remainingOf(order));
  return isWaiting(order) ? notionalOf(order.stopPrice, remainingOf(order)) : 0n;
}
