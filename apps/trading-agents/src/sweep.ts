import { newId } from '@orbiquant/kernel';
import { fillRecorded, type Fill, type Order } from '@orbiquant/contracts';
import { publish } from '@orbiquant/platform-events';
import { applyToBalances, orderProgress, type VenueTrade } from '@orbiquant/trading';
import { fillRepository, orderRepository } from '@orbiquant/trading-store';
import type { AgentContext } from './agent-context.ts';
import { raiseIncidentIn } from './incidents.ts';
import { refresh, resolveUnknown } from './order-desk.ts';
import { saveOrder } from './record-order.ts';

/**
 * Fetches every trade of the account since the last one we know and books it, once, whatever message was lost, doubled
 * or late; then asks after each live order. Returns the fills that are new.
 */
export async function sweep(agent: AgentContext): Promise<Fill[]> {
  agent.bellRang = false;
  const booked: Fill[] = [];
  for (const symbol of agent.symbols) booked.push(...(await sweepSymbol(agent, symbol)));
  for (const order of await orderRepository(agent.db.manager).live(agent.stored.agentId)) {
    if (order.state === 'unknown' || order.state === 'sending') await resolveUnknown(agent, order);
    else if (order.state !== 'pending') await refresh(agent, order);
  }
  return booked;
}

async function sweepSymbol(agent: AgentContext, symbol: string): Promise<Fill[]> {
  const after = await fillRepository(agent.db.manager, agent.venue.name).lastTradeId(symbol);
  const trades = await agent.venue.tradesAfter(symbol, after);
  const booked: Fill[] = [];
  for (const trade of trades) {
    const fill = await bookTrade(agent, trade);
    if (fill === 'wait') break;
    if (fill) booked.push(fill);
  }
  return booked;
}

/** A trade that no order explains waits while an order is in doubt: the venue's queries may lag behind its tape. */
async function bookTrade(agent: AgentContext, trade: VenueTrade): Promise<Fill | null | 'wait'> {
  const order = await orderOf(agent, trade);
  if (!order) return (await inDoubt(agent, trade.symbol)) ? 'wait' : reportForeign(agent, trade);
  const fill: Fill = {
    ...trade,
    fillId: newId(),
    agentId: order.agentId,
    orderId: order.orderId,
    decisionId: order.decisionId,
  };
  const isNew = await agent.db.transaction(async (tx) => {
    const fills = fillRepository(tx, agent.venue.name);
    if (!(await fills.record(fill))) return false;
    const before = await orderRepository(tx).lock(order.orderId);
    const after = orderProgress(
      { ...before, venueOrderId: trade.venueOrderId },
      await fills.ofOrder(order.orderId),
      null,
    );
    await saveOrder(tx, before, { ...after, updatedAtMs: agent.clock.nowMs() });
    await publish(tx, fillRecorded, fill);
    return true;
  });
  if (!isNew) return null;
  agent.balances = applyToBalances(agent.balances, fill);
  return fill;
}

async function inDoubt(agent: AgentContext, symbol: string): Promise<boolean> {
  const live = await orderRepository(agent.db.manager).live(agent.stored.agentId, symbol);
  return live.some(({ state }) => state === 'unknown' || state === 'sending');
}

/** The order a trade belongs to; when the acknowledgement was lost, the venue's order names our id. */
async function orderOf(agent: AgentContext, { symbol, venueOrderId }: VenueTrade): Promise<Order | null> {
  const orders = orderRepository(agent.db.manager);
  const known = await orders.byVenueId(symbol, venueOrderId);
  if (known) return known;
  const candidates = (await orders.live(agent.stored.agentId, symbol)).filter((order) => order.venueOrderId === null);
  for (const candidate of candidates) {
    const found = await agent.venue.find(symbol, candidate.clientOrderId);
    if (found?.venueOrderId === venueOrderId) return candidate;
  }
  const recent = (await agent.venue.recentOrders(symbol)).find((order) => order.venueOrderId === venueOrderId);
  return recent ? orders.byClientId(recent.clientOrderId) : null;
}

/** Somebody else traded on this account: said once, never undone by us. */
async function reportForeign(agent: AgentContext, trade: VenueTrade): Promise<null> {
  const detail = `Trade ${trade.venueTradeId} of ${trade.symbol} belongs to no order of ours`;
  await agent.db.transaction(async (tx) => {
    const isNew = await fillRepository(tx, agent.venue.name).recordForeign(agent.stored.agentId, trade);
    if (isNew) await raiseIncidentIn(tx, agent, { code: 'venue.foreign-trade', detail });
  });
  return null;
}
