/** Which way the customer trades. */
export type Side = 'BUY' | 'SELL';
/** Kinds of order the exchange takes. */
export type OrderType =
  'MARKET' | 'LIMIT' | 'LIMIT_MAKER' | 'STOP_LOSS' | 'STOP_LOSS_LIMIT' | 'TAKE_PROFIT' | 'TAKE_PROFIT_LIMIT';
/** How long an order may rest: until cancelled, not at all, or only whole and at once. */
export type TimeInForce = 'GTC' | 'IOC' | 'FOK';
/** Where an order stands; the last three are final. */
export type OrderStatus = 'NEW' | 'PARTIALLY_FILLED' | 'FILLED' | 'CANCELED' | 'EXPIRED';

/** What a customer asks for. Prices and quantities in units, 0 where not given. */
export type OrderRequest = {
  symbol: string;
  side: Side;
  type: OrderType;
  timeInForce: TimeInForce;
  price: bigint;
  quantity: bigint;
  /** Spend (or receive) this much quote instead of trading a quantity; MARKET only. */
  quoteQuantity: bigint;
  stopPrice: bigint;
  /** Chosen by the customer; made up by the exchange when empty. */
  clientOrderId: string;
};

/** An order on the exchange's books, mutable only through the engine. */
export type Order = OrderRequest & {
  orderId: number;
  accountId: number;
  /** -1 when it is not part of an order list. */
  listId: number;
  status: OrderStatus;
  executed: bigint;
  executedQuote: bigint;
  /** Units this order keeps locked: quote for a purchase, base for a sale. */
  locked: bigint;
  /** Place in the queue at its price: grows with every order that starts to work. */
  priority: number;
  createdAtMs: number;
  updatedAtMs: number;
  /** When it entered the book; -1 while a stop waits for its trigger. */
  workingAtMs: number;
};

/** Two orders of which at most one trades. */
export type OrderList = {
  listId: number;
  accountId: number;
  symbol: string;
  clientListId: string;
  orderIds: number[];
  isDone: boolean;
  createdAtMs: number;
  updatedAtMs: number;
};

/** One execution as its customer sees it. Both customers of a trade share the fill id. */
export type Fill = {
  fillId: number;
  orderId: number;
  accountId: number;
  listId: number;
  symbol: string;
  side: Side;
  price: bigint;
  quantity: bigint;
  quoteQuantity: bigint;
  /** In the asset received. */
  fee: bigint;
  feeAsset: string;
  isMaker: boolean;
  filledAtMs: number;
};

/** Whether the order can still trade. */
export const isOpen = (order: Order): boolean => order.status === 'NEW' || order.status === 'PARTIALLY_FILLED';
/** What is left to trade. */
export const remainingOf = (order: Order): bigint => order.quantity - order.executed;
/** Whether the type waits for a trigger before it works. */
export const isStopType = (type: OrderType): boolean => type.startsWith('STOP_LOSS') || type.startsWith('TAKE_PROFIT');
/** Whether an untriggered stop is still waiting. */
export const isWaiting = (order: Order): boolean => isStopType(order.type) && order.workingAtMs < 0;
/** Whether the order names the worst price it accepts. */
export const hasLimit = (type: OrderType): boolean =>
  type === 'LIMIT' || type === 'LIMIT_MAKER' || type.endsWith('_LIMIT');
