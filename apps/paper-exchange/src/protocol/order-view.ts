import {
  formatUnits,
  hasLimit,
  isStopType,
  isWaiting,
  type ExchangeState,
  type Fill,
  type Order,
  type OrderList,
} from '@orbiquant/exchange';

type View = Record<string, unknown>;

/** What the exchange prints of every order. */
const core = (order: Order): View => ({
  symbol: order.symbol,
  orderId: order.orderId,
  orderListId: order.listId,
  clientOrderId: order.clientOrderId,
});

const quantities = (order: Order): View => ({
  price: formatUnits(hasLimit(order.type) ? order.price : 0n),
  origQty: formatUnits(order.quantity),
  executedQty: formatUnits(order.executed),
  origQuoteOrderQty: formatUnits(order.quoteQuantity),
  cummulativeQuoteQty: formatUnits(order.executedQuote),
  status: order.status,
  timeInForce: order.timeInForce,
  type: order.type,
  side: order.side,
});

const stopPrice = (order: Order): View => (isStopType(order.type) ? { stopPrice: formatUnits(order.stopPrice) } : {});

/** An order as queries show it. */
export const orderView = (order: Order): View => ({
  ...core(order),
  ...quantities(order),
  stopPrice: formatUnits(order.stopPrice),
  icebergQty: formatUnits(0n),
  time: order.createdAtMs,
  updateTime: order.updatedAtMs,
  isWorking: !isWaiting(order),
  workingTime: order.workingAtMs,
  selfTradePreventionMode: 'NONE',
});

/** The short answer to a new order. */
export const ackView = (order: Order): View => ({ ...core(order), transactTime: order.createdAtMs });

/** The answer to a new order with its state. */
export const resultView = (order: Order): View => ({
  ...ackView(order),
  ...quantities(order),
  ...stopPrice(order),
  workingTime: order.workingAtMs,
  selfTradePreventionMode: 'NONE',
});

/** The answer to a new order with its state and trades. */
export const fullView = (order: Order, fills: Fill[]): View => ({
  ...resultView(order),
  fills: fills.map((fill) => ({
    price: formatUnits(fill.price),
    qty: formatUnits(fill.quantity),
    commission: formatUnits(fill.fee),
    commissionAsset: fill.feeAsset,
    tradeId: fill.fillId,
  })),
});

/** An order that was taken back. */
export const cancelView = (order: Order, cancelId: string): View => ({
  ...core(order),
  origClientOrderId: order.clientOrderId,
  clientOrderId: cancelId,
  transactTime: order.updatedAtMs,
  ...quantities(order),
  ...stopPrice(order),
  selfTradePreventionMode: 'NONE',
});

/** One of a customer's trades. */
export const myTradeView = (fill: Fill): View => ({
  symbol: fill.symbol,
  id: fill.fillId,
  orderId: fill.orderId,
  orderListId: fill.listId,
  price: formatUnits(fill.price),
  qty: formatUnits(fill.quantity),
  quoteQty: formatUnits(fill.quoteQuantity),
  commission: formatUnits(fill.fee),
  commissionAsset: fill.feeAsset,
  time: fill.filledAtMs,
  isBuyer: fill.side === 'BUY',
  isMaker: fill.isMaker,
  isBestMatch: true,
});

/** An order list as queries show it. */
export const listView = (state: ExchangeState, list: OrderList): View => ({
  orderListId: list.listId,
  contingencyType: 'OCO',
  listStatusType: list.isDone ? 'ALL_DONE' : 'EXEC_STARTED',
  listOrderStatus: list.isDone ? 'ALL_DONE' : 'EXECUTING',
  listClientOrderId: list.clientListId,
  transactionTime: list.updatedAtMs,
  symbol: list.symbol,
  orders: list.orderIds.flatMap((id) => {
    const order = state.orders.get(id);
    return order ? [{ symbol: order.symbol, orderId: id, clientOrderId: order.clientOrderId }] : [];
  }),
});
