import {
  cancelOrder,
  isOpen,
  ordersOf,
  placeOco,
  type ExchangeState,
  type OcoRequest,
  type OrderList,
  type OrderRequest,
} from '@orbiquant/exchange';
import { ApiError, granted } from '../protocol/api-error.ts';
import type { Operation, SignedCall } from '../protocol/operation.ts';
import { cancelView, listView, resultView } from '../protocol/order-view.ts';
import { instrumentIn, integer, required, rowLimit, type Params } from '../protocol/params.ts';
import { clientIdOf, orderRequestOf } from './order-params.ts';

/** Pairs of orders of which at most one trades. */
export const orderListOperations: Operation[] = [
  {
    method: 'POST',
    path: '/api/v3/order/oco',
    wsMethod: 'orderList.place',
    weight: 1,
    isOrder: true,
    security: 'signed',
    handle: (call) => place(call, olderOco),
  },
  {
    method: 'POST',
    path: '/api/v3/orderList/oco',
    wsMethod: 'orderList.place.oco',
    weight: 1,
    isOrder: true,
    security: 'signed',
    handle: (call) => place(call, oco),
  },
  {
    method: 'DELETE',
    path: '/api/v3/orderList',
    wsMethod: 'orderList.cancel',
    weight: 1,
    security: 'signed',
    handle: cancel,
  },
  {
    method: 'GET',
    path: '/api/v3/orderList',
    wsMethod: 'orderList.status',
    weight: 4,
    security: 'signed',
    handle: status,
  },
  {
    method: 'GET',
    path: '/api/v3/allOrderList',
    wsMethod: 'allOrderLists',
    weight: 20,
    security: 'signed',
    handle: all,
  },
  {
    method: 'GET',
    path: '/api/v3/openOrderList',
    wsMethod: 'openOrderLists.status',
    weight: 6,
    security: 'signed',
    handle: open,
  },
];

type ReadOco = (state: ExchangeState, params: Params) => OcoRequest;

async function place({ venue, params, account }: SignedCall, read: ReadOco): Promise<unknown> {
  const request = read(venue.state, params);
  return venue.execute((work) => {
    const { state } = work;
    const list = granted(placeOco(work, account, request));
    return { ...listView(state, list), orderReports: ordersOf(state, list).map(resultView) };
  });
}

/** The two-legged form: `aboveType`, `belowPrice` and so on. */
const oco: ReadOco = (state, params) => ({
  clientListId: clientIdOf(params, 'listClientOrderId'),
  above: legOf(state, params, 'above'),
  below: legOf(state, params, 'below'),
});

function legOf(state: ExchangeState, params: Params, leg: 'above' | 'below'): OrderRequest {
  const own = (name: string): string | undefined => params[`${leg}${name}`];
  return orderRequestOf(
    state,
    compact({
      ...shared(params),
      type: own('Type'),
      price: own('Price'),
      stopPrice: own('StopPrice'),
      timeInForce: own('TimeInForce'),
      newClientOrderId: own('ClientOrderId'),
    }),
  );
}

/** The older form: a limit price on one side of the market and a stop on the other. */
const olderOco: ReadOco = (state, params) => {
  const limitLeg = orderRequestOf(
    state,
    compact({
      ...shared(params),
      type: 'LIMIT_MAKER',
      price: required(params, 'price'),
      newClientOrderId: params['limitClientOrderId'],
    }),
  );
  const stopLimit = params['stopLimitPrice'];
  const stopLeg = orderRequestOf(
    state,
    compact({
      ...shared(params),
      type: stopLimit === undefined ? 'STOP_LOSS' : 'STOP_LOSS_LIMIT',
      price: stopLimit,
      timeInForce: stopLimit === undefined ? undefined : (params['stopLimitTimeInForce'] ?? 'GTC'),
      stopPrice: required(params, 'stopPrice'),
      newClientOrderId: params['stopClientOrderId'],
    }),
  );
  const clientListId = clientIdOf(params, 'listClientOrderId');
  const isSale = limitLeg.side === 'SELL';
  return { clientListId, above: isSale ? limitLeg : stopLeg, below: isSale ? stopLeg : limitLeg };
};

const shared = ({ symbol, side, quantity }: Params): Record<string, string | undefined> => ({ symbol, side, quantity });

const compact = (params: Record<string, string | undefined>): Params =>
  Object.fromEntries(Object.entries(params).filter((entry): entry is [string, string] => entry[1] !== undefined));

function findList({ venue, params, account }: SignedCall): OrderList | null {
  const listId = integer(params, 'orderListId', null);
  const clientListId = params['listClientOrderId'] ?? params['origClientOrderId'] ?? null;
  const own = [...venue.state.lists.values()].filter((list) => list.accountId === account.accountId);
  return (
    own.findLast((list) => (listId === null ? list.clientListId === clientListId : list.listId === listId)) ?? null
  );
}

async function cancel(call: SignedCall): Promise<unknown> {
  const { symbol } = instrumentIn(call.venue.state.books, call.params);
  const givenId = clientIdOf(call.params, 'newClientOrderId');
  return call.venue.execute((work) => {
    const list = findList(call);
    if (list?.symbol !== symbol) throw new ApiError(-2011, 'Unknown order sent.');
    const cancelId = givenId || `cancel-list-${list.listId}`;
    const ended = granted(cancelOrder(work, ordersOf(work.state, list).findLast(isOpen) ?? null, cancelId));
    return { ...listView(work.state, list), orderReports: ended.map((one) => cancelView(one, cancelId)) };
  });
}

async function status(call: SignedCall): Promise<unknown> {
  await call.venue.settled();
  const list = findList(call);
  if (!list) throw new ApiError(-2018, 'Order list does not exist.');
  return listView(call.venue.state, list);
}

async function all({ venue, params, account }: SignedCall): Promise<unknown> {
  await venue.settled();
  const own = [...venue.state.lists.values()].filter((list) => list.accountId === account.accountId);
  return own.slice(-rowLimit(params, 500, 1000)).map((list) => listView(venue.state, list));
}

async function open({ venue, account }: SignedCall): Promise<unknown> {
  await venue.settled();
  return [...venue.state.lists.values()]
    .filter((list) => list.accountId === account.accountId && !list.isDone)
    .map((list) => listView(venue.state, list));
}
