import type { Order, OrderState } from '@orbiquant/contracts';
import {
  advance,
  fenceVerdict,
  orderProgress,
  type ApprovedOrder,
  type SendOutcome,
  type VenueOrder,
} from '@orbiquant/trading';
import { fillRepository, orderRepository, type OrderRow } from '@orbiquant/trading-store';
import type { AgentContext } from './agent-context.ts';
import { saveOrder } from './record-order.ts';

/**
 * Sends a stored intent once. The row says `sending` before the first byte leaves, so that a crash between the two
 * ends in a question to the venue and never in a second order.
 */
export async function send(agent: AgentContext, order: ApprovedOrder): Promise<Order> {
  const sending = await orderRepository(agent.db.manager).markSending(order.orderId, agent.clock.nowMs());
  if (!sending) return (await orderRepository(agent.db.manager).find(order.orderId)) ?? order;
  await agent.failpoint('before-send');
  const outcome = await agent.venue.submit(order);
  await agent.failpoint('after-send');
  const settled = await update(agent, order.orderId, (current) => afterSend(current, outcome));
  await agent.failpoint('after-ack');
  agent.log.info(
    {
      order: settled.clientOrderId,
      symbol: settled.symbol,
      purpose: settled.purpose,
      state: settled.state,
      reason: settled.reason,
    },
    'order sent',
  );
  return settled;
}

function afterSend(order: Order, outcome: SendOutcome): Order {
  if (outcome.kind === 'accepted') return orderProgress({ ...order, state: move(order, 'open') }, [], outcome.order);
  return { ...order, state: move(order, outcome.kind === 'refused' ? 'rejected' : 'unknown'), reason: outcome.reason };
}

/** A state that news of another road (a swept fill) has already passed is kept. */
const move = (order: Order, to: OrderState): OrderState =>
  order.state === 'sending' ? advance(order.state, to) : order.state;

/** Reads, changes and stores an order in one transaction, its fills counted afresh. */
export async function update(agent: AgentContext, orderId: string, change: (order: Order) => Order): Promise<Order> {
  return agent.db.transaction(async (tx) => {
    const before = await orderRepository(tx).lock(orderId);
    const fills = await fillRepository(tx, agent.venue.name).ofOrder(orderId);
    const changed = change(before);
    const after = { ...orderProgress(changed, fills, null), updatedAtMs: agent.clock.nowMs() };
    await saveOrder(tx, before, after);
    return after;
  });
}

/** Asks the venue what became of a live order, and stores the answer. */
export async function refresh(agent: AgentContext, order: Order): Promise<Order> {
  const found = await agent.venue.find(order.symbol, order.clientOrderId);
  return found ? apply(agent, order.orderId, found) : order;
}

const apply = (agent: AgentContext, orderId: string, venueOrder: VenueOrder): Promise<Order> =>
  update(agent, orderId, (order) =>
    orderProgress({ ...order, reason: order.state === 'unknown' ? null : order.reason }, [], venueOrder),
  );

/** Resolves an order whose answer was lost: by look-ups, never by sending; absent only past the fence. */
export async function resolveUnknown(agent: AgentContext, order: OrderRow): Promise<Order> {
  const byId = await agent.venue.find(order.symbol, order.clientOrderId);
  if (byId) return apply(agent, order.orderId, byId);
  const isOurs = (candidate: VenueOrder): boolean => candidate.clientOrderId === order.clientOrderId;
  const open = (await agent.venue.openOrders(order.symbol)).find(isOurs);
  const closed = (await agent.venue.recentOrders(order.symbol)).find(isOurs);
  const fills = await fillRepository(agent.db.manager, agent.venue.name).ofOrder(order.orderId);
  const sentAtMs = order.sentAtMs ?? order.createdAtMs;
  const verdict = fenceVerdict({ sentAtMs, nowMs: agent.clock.nowMs() }, agent.fence, {
    inOpen: open !== undefined,
    inClosed: closed !== undefined,
    inTrades: fills.length > 0,
  });
  const found = open ?? closed;
  if (found) return apply(agent, order.orderId, found);
  if (verdict !== 'not-placed') return order;
  return update(agent, order.orderId, (current) => ({
    ...current,
    state: advance(current.state, 'not-placed'),
    reason: 'fence.absent',
  }));
}

/** Cancels and waits for the truth: the order is canceled only when the venue says so. */
export async function cancel(agent: AgentContext, order: Order): Promise<Order> {
  const canceling = await update(agent, order.orderId, (current) =>
    current.state === 'pending'
      ? { ...current, state: 'canceled' }
      : { ...current, state: advance(current.state, 'canceling') },
  );
  if (canceling.state !== 'canceling') return canceling;
  const answer = await agent.venue.cancel(canceling);
  return answer === 'unknown' ? canceling : refresh(agent, canceling);
}
