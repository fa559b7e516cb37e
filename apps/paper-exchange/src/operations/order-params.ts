import {
  hasLimit,
  isStopType,
  type ExchangeState,
  type OrderName,
  type OrderRequest,
  type OrderType,
  type Side,
  type TimeInForce,
} from '@orbiquant/exchange';
import { ApiError } from '../protocol/api-error.ts';
import { instrumentIn, integer, oneOf, required, unitsOf, type Params } from '../protocol/params.ts';

const TYPES: readonly OrderType[] = [
  'MARKET',
  'LIMIT',
  'LIMIT_MAKER',
  'STOP_LOSS',
  'STOP_LOSS_LIMIT',
  'TAKE_PROFIT',
  'TAKE_PROFIT_LIMIT',
];
const SIDES: readonly Side[] = ['BUY', 'SELL'];
const TIMES: readonly TimeInForce[] = ['GTC', 'IOC', 'FOK'];
const CLIENT_ID = /^[a-zA-Z0-9_.:/-]{1,36}$/;

/** The order a request describes. @throws ApiError naming the first parameter that is missing, unread or malformed. */
export function orderRequestOf(state: ExchangeState, params: Params): OrderRequest {
  const { symbol } = instrumentIn(state.books, params);
  const side = oneOf(params, 'side', { allowed: SIDES, code: -1117, message: 'Invalid side.' });
  const type = oneOf(params, 'type', { allowed: TYPES, code: -1116, message: 'Invalid orderType.' });
  checkParams(type, params);
  return {
    symbol,
    side,
    type,
    timeInForce: timeInForceOf(type, params),
    price: unitsOf(params, 'price'),
    quantity: unitsOf(params, 'quantity'),
    quoteQuantity: unitsOf(params, 'quoteOrderQty'),
    stopPrice: unitsOf(params, 'stopPrice'),
    clientOrderId: clientIdOf(params, 'newClientOrderId'),
  };
}

function checkParams(type: OrderType, params: Params): void {
  const hasQuote = type === 'MARKET' && params['quoteOrderQty'] !== undefined;
  const wanted = { quantity: !hasQuote, quoteOrderQty: hasQuote, price: hasLimit(type), stopPrice: isStopType(type) };
  for (const [name, isWanted] of Object.entries(wanted)) {
    if (isWanted) required(params, name);
    else if (params[name] !== undefined) throw unread(name);
  }
  if (params['icebergQty'] !== undefined)
    throw new ApiError(-1013, 'Iceberg orders are not supported for this symbol.');
}

function timeInForceOf(type: OrderType, params: Params): TimeInForce {
  const isTimed = hasLimit(type) && type !== 'LIMIT_MAKER';
  if (isTimed) return oneOf(params, 'timeInForce', { allowed: TIMES, code: -1115, message: 'Invalid timeInForce.' });
  if (params['timeInForce'] !== undefined && type === 'MARKET') throw unread('timeInForce');
  return 'GTC';
}

const unread = (name: string): ApiError => new ApiError(-1106, `Parameter '${name}' sent when not required.`);

/** An id chosen by the customer, or empty. */
export function clientIdOf(params: Params, name: string): string {
  const id = params[name];
  if (id === undefined || id === '') return '';
  if (!CLIENT_ID.test(id))
    throw new ApiError(
      -1100,
      `Illegal characters found in parameter '${name}'; legal range is '^[a-zA-Z0-9-_.:/]{1,36}$'.`,
    );
  return id;
}

/** The order a query or a cancellation names. */
export function orderNameOf(state: ExchangeState, params: Params): OrderName {
  const { symbol } = instrumentIn(state.books, params);
  const orderId = integer(params, 'orderId', null);
  const clientOrderId = params['origClientOrderId'] ?? null;
  if (orderId === null && clientOrderId === null) {
    throw new ApiError(-1102, "Param 'origClientOrderId' or 'orderId' must be sent, but both were empty/null!");
  }
  return { symbol, orderId, clientOrderId };
}
