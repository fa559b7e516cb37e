import { Decimal, newId, type Decimal as Exact } from '@orbiquant/kernel';
import { orderChanged, type Decision, type Order, type OrderPurpose } from '@orbiquant/contracts';
import { publish } from '@orbiquant/platform-events';
import {
  approveOrder,
  clientOrderIdOf,
  intentIdOf,
  isLive,
  quantizeQuantity,
  type ApprovedOrder,
} from '@orbiquant/trading';
import { decisionRepository, orderRepository } from '@orbiquant/trading-store';
import type { AgentContext } from './agent-context.ts';
import { closesAsMarks, heldOf } from './holdings.ts';
import { cancel, refresh, send } from './order-desk.ts';
import { raiseIncident } from './incidents.ts';
import { riskPicture } from './risk-picture.ts';
import { sweep } from './sweep.ts';

/**
 * No position without a stop: each tradable holding that has no stop on the venue gets one, at the price that its last
 * acted decision named. When price is already through it, or the venue refuses it, the position is sold at once.
 */
export async function protect(agent: AgentContext): Promise<void> {
  for (const symbol of agent.symbols) await protectSymbol(agent, symbol);
}

async function protectSymbol(agent: AgentContext, symbol: string): Promise<void> {
  const quantity = sellable(agent, symbol);
  const live = await orderRepository(agent.db.manager).live(agent.stored.agentId, symbol);
  const stops = live.filter(({ purpose }) => purpose === 'stop');
  if (!quantity) return dropOrphans(agent, stops);
  if (live.some(({ purpose }) => purpose !== 'entry')) return;
  const decision = await lastProtectiveDecision(agent, symbol);
  if (!decision?.invalidationPrice) return flattenUnprotected(agent, symbol, quantity);
  await placeStop(agent, { decision, quantity, stopPrice: decision.invalidationPrice });
}

/** A stop without a position could only open a short or be refused: it is withdrawn. */
async function dropOrphans(agent: AgentContext, stops: readonly Order[]): Promise<void> {
  for (const stop of stops) if (stop.state !== 'pending') await cancel(agent, stop);
}

async function flattenUnprotected(agent: AgentContext, symbol: string, quantity: Exact): Promise<void> {
  const decision = await lastActedDecision(agent, symbol);
  if (decision) await emergencyExit(agent, decision, quantity);
  else
    await raiseIncident(
      agent,
      'position.without-decision',
      `${quantity.toFixed()} of ${symbol} is held and no decision explains it`,
    );
}

/** Places a stop for all that is held. A stop that cannot stand means: out, now. */
export async function placeStop(
  agent: AgentContext,
  { decision, quantity, stopPrice }: { decision: Decision; quantity: Exact; stopPrice: Exact },
): Promise<void> {
  const mark = closesAsMarks(agent)[decision.symbol];
  if (mark && mark.lte(stopPrice)) return emergencyExit(agent, decision, quantity);
  const stop = await storeIntent(agent, decision, { purpose: 'stop', type: 'stop-market', quantity, stopPrice });
  const sent = stop && (await send(agent, stop));
  if (sent?.state === 'rejected') await emergencyExit(agent, decision, quantity);
}

/** Sells at market what could not be protected. */
export async function emergencyExit(agent: AgentContext, decision: Decision, quantity: Exact): Promise<void> {
  await raiseIncident(
    agent,
    'position.emergency-exit',
    `${quantity.toFixed()} of ${decision.symbol} is sold because its stop could not stand`,
  );
  const exit = await storeIntent(agent, decision, {
    purpose: 'emergency-exit',
    type: 'market',
    quantity,
    stopPrice: null,
  });
  if (exit) await send(agent, exit);
  await sweep(agent);
}

/** What could be sold of a holding now, on the instrument's step; null for nothing or dust. */
export function sellable(agent: AgentContext, symbol: string): Exact | null {
  const instrument = agent.instruments.get(symbol);
  const mark = closesAsMarks(agent)[symbol];
  if (!instrument || !mark) return null;
  const sized = quantizeQuantity(heldOf(agent, symbol), mark, instrument);
  return sized.ok ? sized.quantity : null;
}

type Wish = { purpose: OrderPurpose; type: Order['type']; quantity: Exact; stopPrice: Exact | null };

/** Stores a sale as an intent of a decision that was taken earlier, checked by the risk engine like any other. */
async function storeIntent(agent: AgentContext, decision: Decision, wish: Wish): Promise<ApprovedOrder | null> {
  const attempt = await orderRepository(agent.db.manager).attempts(decision.decisionId, wish.purpose);
  const order = newOrder(agent, decision, { ...wish, side: 'sell', limitPrice: null, attempt });
  const verdict = approveOrder(order, await riskPicture(agent, order));
  if (!verdict.ok) {
    await raiseIncident(agent, 'risk.protection-refused', JSON.stringify(verdict.refusal));
    return null;
  }
  await agent.db.transaction(async (tx) => {
    await orderRepository(tx).insert(order);
    await publish(tx, orderChanged, order);
  });
  return verdict.order;
}

/** An order as an intent: its ids follow from the decision, so the same decision makes the same order. */
export function newOrder(
  agent: AgentContext,
  decision: Pick<Decision, 'decisionId' | 'symbol' | 'interval' | 'candleOpenTimeMs'>,
  wish: Wish & { side: Order['side']; limitPrice: Exact | null; attempt: number },
): Order {
  const { agentId } = agent.stored;
  const { attempt, ...rest } = wish;
  const intentId = intentIdOf({
    agentId,
    symbol: decision.symbol,
    interval: decision.interval,
    candleOpenTimeMs: decision.candleOpenTimeMs,
    purpose: wish.purpose,
    attempt,
  });
  const nowMs = agent.clock.nowMs();
  return {
    ...rest,
    orderId: newId(),
    agentId,
    decisionId: decision.decisionId,
    intentId,
    clientOrderId: clientOrderIdOf(intentId),
    venueOrderId: null,
    symbol: decision.symbol,
    filledQuantity: new Decimal(0),
    filledNotional: new Decimal(0),
    state: 'pending',
    reason: null,
    createdAtMs: nowMs,
    updatedAtMs: nowMs,
  };
}

const lastProtectiveDecision = (agent: AgentContext, symbol: string): Promise<Decision | null> =>
  lastDecision(agent, symbol, ['enter', 'move-stop']);
const lastActedDecision = (agent: AgentContext, symbol: string): Promise<Decision | null> =>
  lastDecision(agent, symbol, ['enter', 'move-stop', 'exit']);

const lastDecision = (agent: AgentContext, symbol: string, actions: string[]): Promise<Decision | null> =>
  decisionRepository(agent.db.manager).lastActed(agent.stored.agentId, symbol, actions);

/** Withdraws the stop of an instrument, and says what the venue knows of it afterwards. */
export async function withdrawStops(agent: AgentContext, symbol: string): Promise<'clear' | 'unclear'> {
  const live = await orderRepository(agent.db.manager).live(agent.stored.agentId, symbol);
  for (const stop of live.filter(({ purpose }) => purpose === 'stop')) {
    const after = await cancel(agent, stop);
    if (isLive(after.state) && isLive((await refresh(agent, after)).state)) return 'unclear';
  }
  return 'clear';
}
