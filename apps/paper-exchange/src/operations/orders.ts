import {
  bookOf,
  cancelAll,
  cancelOrder,
  emptyJournal,
  findOrder,
  openOrdersOf,
  placeOrder,
  refusalOf,
  type Order,
  type Outcome,
  type Work,
} from '@orbiquant/exchange';
import { apiErrorOf, ApiError, granted } from '../protocol/api-error.ts';
import type { Operation, SignedCall } from '../protocol/operation.ts';
import { ackView, cancelView, fullView, listView, orderView, resultView } from '../protocol/order-view.ts';
import { instrumentIn, integer, required, rowLimit, type Params } from '../protocol/params.ts';
import { clientIdOf, orderNameOf, orderRequestOf } from './order-params.ts';

/** Placing, cancelling and asking after orders. */
export const orderOperations: Operation[] = [
  {
    method: 'POST',
    path: '/api/v3/order',
    wsMethod: 'order.place',
    weight: 1,
    isOrder: true,
    security: 'signed',
    handle: place,
  },
  { method: 'POST', path: '/api/v3/order/test', wsMethod: 'order.test', weight: 1, security: 'signed', handle: test },
  { method: 'GET', path: '/api/v3/order', wsMethod: 'order.status', weight: 4, security: 'signed', handle: status },
  { method: 'DELETE', path: '/api/v3/order', wsMethod: 'order.cancel', weight: 1, security: 'signed', handle: cancel },
  {
    method: 'POST',
    path: '/api/v3/order/cancelReplace',
    wsMethod: 'order.cancelReplace',
    weight: 1,
    isOrder: true,
    security: 'signed',
    handle: cancelReplace,
  },
  {
    method: 'GET',
    path: '/api/v3/openOrders',
    wsMethod: 'openOrders.status',
    weight: (params) => (params['symbol'] ? 6 : 80),
    security: 'signed',
    handle: openOrders,
  },
  {
    method: 'DELETE',
    path: '/api/v3/openOrders',
    wsMethod: 'openOrders.cancelAll',
    weight: 1,
    security: 'signed',
    handle: cancelOpen,
  },
  {
    method: 'GET',
    path: '/api/v3/allOrders',
    wsMethod: 'allOrders',
    weight: 20,
    security: 'signed',
    handle: allOrders,
  },
];

async function place({ venue, params, account }: SignedCall): Promise<unknown> {
  const request = orderRequestOf(venue.state, params);
  const answer = answerKind(params, request.type);
  return venue.execute((work) => {
    const order = granted(placeOrder(work, account, request));
    return placedView(work, order, answer);
  });
}

type AnswerKind = 'ACK' | 'RESULT' | 'FULL';

function answerKind(params: Params, type: string): AnswerKind {
  const asked = params['newOrderRespType'];
  if (asked === undefined) return type === 'MARKET' || type === 'LIMIT' ? 'FULL' : 'ACK';
  if (asked === 'ACK' || asked === 'RESULT' || asked === 'FULL') return asked;
  throw new ApiError(-1118, 'Invalid newOrderRespType.');
}

function placedView({ journal }: Work, order: Order, answer: AnswerKind): unknown {
  if (answer === 'ACK') return ackView(order);
  if (answer === 'RESULT') return resultView(order);
  return fullView(
    order,
    journal.fills.filter((fill) => fill.orderId === order.orderId),
  );
}

async function test({ venue, params, account }: SignedCall): Promise<unknown> {
  const request = orderRequestOf(venue.state, params);
  const desk = { state: venue.state, journal: emptyJournal(), book: bookOf(venue.state, request.symbol) };
  const refusal = refusalOf(desk, account, request);
  if (refusal) throw apiErrorOf(refusal);
  return {};
}

async function status({ venue, params, account }: SignedCall): Promise<unknown> {
  await venue.settled();
  const order = findOrder(venue.state, account, orderNameOf(venue.state, params));
  if (!order) throw new ApiError(-2013, 'Order does not exist.');
  return orderView(order);
}

async function cancel({ venue, params, account }: SignedCall): Promise<unknown> {
  const name = orderNameOf(venue.state, params);
  const givenId = clientIdOf(params, 'newClientOrderId');
  return venue.execute((work) => {
    const { state } = work;
    const order = findOrder(state, account, name);
    const cancelId = givenId || `cancel-${order?.orderId ?? 0}`;
    const ended = granted(cancelOrder(work, order, cancelId));
    const list = state.lists.get(order?.listId ?? -1);
    if (!list) return ended.map((one) => cancelView(one, cancelId))[0];
    return { ...listView(state, list), orderReports: ended.map((one) => cancelView(one, cancelId)) };
  });
}

async function cancelOpen({ venue, params, account }: SignedCall): Promise<unknown> {
  const { symbol } = instrumentIn(venue.state.books, params);
  return venue.execute((work) =>
    granted(cancelAll(work, account, symbol)).map((order) => cancelView(order, `cancel-${order.orderId}`)),
  );
}

async function openOrders({ venue, params, account }: SignedCall): Promise<unknown> {
  await venue.settled();
  const symbol = params['symbol'] === undefined ? null : instrumentIn(venue.state.books, params).symbol;
  return openOrdersOf(venue.state, account.accountId)
    .filter((order) => symbol === null || order.symbol === symbol)
    .map(orderView);
}

async function allOrders({ venue, params, account }: SignedCall): Promise<unknown> {
  const { symbol } = instrumentIn(venue.state.books, params);
  await venue.settled();
  const limit = rowLimit(params, 500, 1000);
  const fromId = integer(params, 'orderId', null);
  const startMs = integer(params, 'startTime', 0);
  const endMs = integer(params, 'endTime', Number.MAX_SAFE_INTEGER);
  const found = (venue.state.ordersByAccount.get(account.accountId) ?? []).filter(
    (order) =>
      order.symbol === symbol &&
      order.orderId >= (fromId ?? 0) &&
      order.createdAtMs >= startMs &&
      order.createdAtMs <= endMs,
  );
  const isForward = fromId !== null || params['startTime'] !== undefined;
  return (isForward ? found.slice(0, limit) : found.slice(-limit)).map(orderView);
}

/** Takes one order back and places another; each half is reported. */
async function cancelReplace({ venue, params, account }: SignedCall): Promise<unknown> {
  const isStrict = required(params, 'cancelReplaceMode') !== 'ALLOW_FAILURE';
  const name = orderNameOf(venue.state, { ...params, ...renamed(params) });
  const request = orderRequestOf(venue.state, params);
  const answer = answerKind(params, request.type);
  const cancelId = clientIdOf(params, 'cancelNewClientOrderId') || 'cancel-replace';
  const [cancelled, placed] = await venue.execute((work) => {
    const outcome = cancelOrder(work, findOrder(work.state, account, name), cancelId);
    const isAttempted = outcome.ok || !isStrict;
    return [
      halfOf(outcome, (ended) => cancelView(ended[0]!, cancelId)),
      isAttempted
        ? halfOf(placeOrder(work, account, request), (order) => placedView(work, order, answer))
        : NOT_ATTEMPTED,
    ] as const;
  });
  const halves = {
    cancelResult: cancelled.result,
    newOrderResult: placed.result,
    cancelResponse: cancelled.response,
    newOrderResponse: placed.response,
  };
  return replaced(halves);
}

type Half = { result: 'SUCCESS' | 'FAILURE' | 'NOT_ATTEMPTED'; response: unknown };
const NOT_ATTEMPTED: Half = { result: 'NOT_ATTEMPTED', response: null };

const halfOf = <T>(outcome: Outcome<T>, view: (value: T) => unknown): Half =>
  outcome.ok
    ? { result: 'SUCCESS', response: view(outcome.value) }
    : { result: 'FAILURE', response: apiErrorOf(outcome.refusal).body() };

function replaced(halves: { cancelResult: Half['result']; newOrderResult: Half['result'] }): unknown {
  const done = [halves.cancelResult, halves.newOrderResult].filter((result) => result === 'SUCCESS').length;
  if (done === 2) return halves;
  if (done === 1)
    throw new ApiError(-2021, 'Order cancel-replace partially failed.', { status: 409, extra: { data: halves } });
  throw new ApiError(-2022, 'Order cancel-replace failed.', { extra: { data: halves } });
}

const renamed = (params: Params): Params => ({
  ...(params['cancelOrderId'] === undefined ? {} : { orderId: params['cancelOrderId'] }),
  ...(params['cancelOrigClientOrderId'] === undefined ? {} : { origClientOrderId: params['cancelOrigClientOrderId'] }),
});
