import type { Decision } from '@orbiquant/contracts';
import type { ApprovedOrder } from '@orbiquant/trading';
import type { AgentContext } from './agent-context.ts';
import { update, send } from './order-desk.ts';
import { placeStop, protect, sellable, withdrawStops } from './protect.ts';
import { sweep } from './sweep.ts';

/** Does what a stored decision says. Whatever happens in between, the sweep and `protect` put the books right after it. */
export async function act(agent: AgentContext, decision: Decision, order: ApprovedOrder | null): Promise<void> {
  if (decision.action === 'move-stop') return moveStop(agent, decision);
  if (!order) return;
  if (decision.action === 'exit') await exit(agent, order);
  else await send(agent, order);
  await sweep(agent);
  await protect(agent);
}

/** The stop holds the coins that the exit sells: it goes first, and only its confirmed end frees them. */
async function exit(agent: AgentContext, order: ApprovedOrder): Promise<void> {
  const cleared = await withdrawStops(agent, order.symbol);
  await sweep(agent);
  const left = sellable(agent, order.symbol);
  if (cleared === 'clear' && left?.gte(order.quantity)) await send(agent, order);
  else
    await update(agent, order.orderId, (current) => ({
      ...current,
      state: 'expired',
      reason: cleared === 'clear' ? 'position.changed' : 'stop.unclear',
    }));
}

/** Replaced only after the old one is confirmed gone: two stops at once could sell twice. */
async function moveStop(agent: AgentContext, decision: Decision): Promise<void> {
  const cleared = await withdrawStops(agent, decision.symbol);
  await sweep(agent);
  const quantity = sellable(agent, decision.symbol);
  if (cleared === 'clear' && quantity && decision.invalidationPrice)
    await placeStop(agent, { decision, quantity, stopPrice: decision.invalidationPrice });
  await protect(agent);
}
