import type { Account } from './account.ts';
import { bookOf, type ExchangeState } from './exchange-state.ts';
import type { Work } from './journal.ts';
import { isOpen, type Order, type OrderList } from './order.ts';
import { closeList } from './order-lists.ts';
import { openOrdersOf } from './place-order.ts';
import { grant, REFUSALS, type Outcome } from './refusal.ts';
import { endOrder } from './work-order.ts';

/** How a customer names an order: by the exchange's id, by their own, or by both. */
export type OrderName = { symbol: string; orderId: number | null; clientOrderId: string | null };

/** The account's newest order of that name, preferring one that is open; null when there is none. */
export function findOrder(state: ExchangeState, account: Account, name: OrderName): Order | null {
  const one = state.orders.get(name.orderId ?? -1);
  const candidates = name.orderId === null ? (state.ordersByAccount.get(account.accountId) ?? []) : one ? [one] : [];
  const named = candidates.filter((order) => order.accountId === account.accountId && isNamed(order, name));
  return named.findLast(isOpen) ?? named.at(-1) ?? null;
}

function isNamed(order: Order, { symbol, orderId, clientOrderId }: OrderName): boolean {
  if (order.symbol !== symbol || (orderId === null && clientOrderId === null)) return false;
  if (orderId !== null && order.orderId !== orderId) return false;
  return clientOrderId === null || order.clientOrderId === clientOrderId;
}

/** Takes an open order back; its list, if it has one, ends whole. Answers the orders that ended. */
export function cancelOrder(work: Work, order: Order | null, cancelId: string): Outcome<Order[]> {
  const { state } = work;
  if (!order || !isOpen(order)) return REFUSALS.unknownCancel;
  const desk = { ...work, book: bookOf(state, order.symbol) };
  const list = state.lists.get(order.listId);
  const ended = (list ? ordersOf(state, list) : [order]).filter(isOpen);
  for (const one of ended) endOrder(desk, one, { execution: 'CANCELED', cancelId });
  if (list) closeList(desk, list);
  return grant(ended);
}

/** Takes all open orders of an instrument back. Refused when there is none. */
export function cancelAll(work: Work, account: Account, symbol: string): Outcome<Order[]> {
  const open = openOrdersOf(work.state, account.accountId).filter((order) => order.symbol === symbol);
  if (open.length === 0) return REFUSALS.unknownCancel;
  for (const order of open) if (isOpen(order)) cancelOrder(work, order, `cancel-${order.orderId}`);
  return grant(open);
}

/** The orders of a list. */
export const ordersOf = (state: ExchangeState, list: OrderList): Order[] =>
  list.orderIds.flatMap((id) => state.orders.get(id) ?? []);
