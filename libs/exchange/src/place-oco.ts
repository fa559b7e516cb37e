import type { Account } from './account.ts';
import { bookOf } from './exchange-state.ts';
import type { Work } from './journal.ts';
import type { Order, OrderList, OrderRequest } from './order.ts';
import { noteList } from './order-lists.ts';
import { openOrder, refusalOf, startOrder } from './place-order.ts';
import { grant, refuse, type Outcome } from './refusal.ts';
import { setLock, type Desk } from './settle.ts';
import { maxOf } from './units.ts';

/** Two orders of which one may trade: the one above the market and the one below it. */
export type OcoRequest = { clientListId: string; above: OrderRequest; below: OrderRequest };

/** Places both orders, funded once for whichever needs more. A refusal of either changes nothing. */
export function placeOco(work: Work, account: Account, request: OcoRequest): Outcome<OrderList> {
  const desk: Desk = { ...work, book: bookOf(work.state, request.above.symbol) };
  const refusal = refusalOf(desk, account, request.above) ?? refusalOf(desk, account, request.below);
  if (refusal) return { ok: false, refusal };
  if (triggerOf(request.above) <= triggerOf(request.below)) {
    return refuse(-2010, 'The relationship of the prices for the orders is not correct.');
  }
  return fundAndStart(desk, account, request);
}

/** Both orders are made before either starts; the first one's lock covers whichever needs more. */
function fundAndStart(desk: Desk, account: Account, { below, above, clientListId }: OcoRequest): Outcome<OrderList> {
  const holder = openOrder(desk, account, below);
  const ownNeed = holder.locked;
  setLock(desk, holder, 0n);
  const follower = openOrder(desk, account, above);
  const needed = maxOf(ownNeed, follower.locked);
  setLock(desk, follower, 0n);
  setLock(desk, holder, needed);
  const list = makeList(desk, [holder, follower], clientListId);
  for (const order of [holder, follower]) startOrder(desk, order);
  return grant(list);
}

function makeList(desk: Desk, orders: Order[], clientListId: string): OrderList {
  const { state } = desk;
  const listId = state.nextListId++;
  const [first] = orders;
  const owner = { accountId: first!.accountId, symbol: first!.symbol };
  const times = { createdAtMs: state.clockMs, updatedAtMs: state.clockMs };
  const orderIds = orders.map((order) => order.orderId);
  const list: OrderList = {
    listId,
    ...owner,
    clientListId: clientListId || `paper-list-${listId}`,
    orderIds,
    isDone: false,
    ...times,
  };
  for (const order of orders) order.listId = listId;
  state.lists.set(listId, list);
  noteList(desk, list);
  return list;
}

/** The price at which a leg comes into play. */
const triggerOf = (leg: OrderRequest): bigint => leg.stopPrice || leg.price;
