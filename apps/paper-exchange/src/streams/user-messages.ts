import { formatUnits, hasLimit, isOpen, isWaiting, type ExchangeState, type VenueEvent } from '@orbiquant/exchange';
import { listView } from '../protocol/order-view.ts';

type Message = Record<string, unknown>;

/** An account's news as its private stream words it. */
export function userMessage(state: ExchangeState, event: VenueEvent): Message {
  if (event.kind === 'execution') return executionReport(event);
  if (event.kind === 'list') return listStatus(state, event);
  if (event.kind === 'deposit')
    return { e: 'balanceUpdate', E: event.atMs, a: event.asset, d: formatUnits(event.quantity), T: event.atMs };
  const balances = event.balances.map(({ asset, free, locked }) => ({
    a: asset,
    f: formatUnits(free),
    l: formatUnits(locked),
  }));
  return { e: 'outboundAccountPosition', E: event.atMs, u: event.atMs, B: balances };
}

type Execution = Extract<VenueEvent, { kind: 'execution' }>;

function executionReport(event: Execution): Message {
  const { order, execution } = event;
  return {
    e: 'executionReport',
    E: order.updatedAtMs,
    s: order.symbol,
    ...namesOf(event),
    S: order.side,
    o: order.type,
    f: order.timeInForce,
    q: formatUnits(order.quantity),
    p: formatUnits(hasLimit(order.type) ? order.price : 0n),
    P: formatUnits(order.stopPrice),
    F: formatUnits(0n),
    g: order.listId,
    x: execution,
    X: order.status,
    r: 'NONE',
    i: order.orderId,
    z: formatUnits(order.executed),
    ...tradeOf(event),
    T: order.updatedAtMs,
    w: isOpen(order) && hasLimit(order.type) && !isWaiting(order),
    M: false,
    O: order.createdAtMs,
    Z: formatUnits(order.executedQuote),
    Q: formatUnits(order.quoteQuantity),
    W: order.workingAtMs,
    V: 'NONE',
  };
}

/** A cancellation carries its own name, and the order's beside it. */
const namesOf = ({ order, cancelId }: Execution): Message =>
  cancelId === '' ? { c: order.clientOrderId, C: '' } : { c: cancelId, C: order.clientOrderId };

const NO_TRADE = { quantity: 0n, price: 0n, quoteQuantity: 0n, fee: 0n, feeAsset: null, fillId: -1, isMaker: false };

function tradeOf({ order, fill }: Execution): Message {
  const trade = fill ?? NO_TRADE;
  return {
    l: formatUnits(trade.quantity),
    L: formatUnits(trade.price),
    n: trade.fee === 0n ? '0' : formatUnits(trade.fee),
    N: trade.feeAsset,
    t: trade.fillId,
    I: fill?.fillId ?? order.orderId,
    m: trade.isMaker,
    Y: formatUnits(trade.quoteQuantity),
  };
}

function listStatus(state: ExchangeState, { list }: Extract<VenueEvent, { kind: 'list' }>): Message {
  const view = listView(state, list);
  const orders = view['orders'] as { symbol: string; orderId: number; clientOrderId: string }[];
  return {
    e: 'listStatus',
    E: list.updatedAtMs,
    s: list.symbol,
    g: list.listId,
    c: 'OCO',
    l: view['listStatusType'],
    L: view['listOrderStatus'],
    r: 'NONE',
    C: list.clientListId,
    T: list.updatedAtMs,
    O: orders.map(({ symbol, orderId, clientOrderId }) => ({ s: symbol, i: orderId, c: clientOrderId })),
  };
}
