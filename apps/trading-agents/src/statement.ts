import { AppError, ZERO } from '@orbiquant/kernel';
import type { AccountStatement } from '@orbiquant/contracts';
import { equityOf } from '@orbiquant/trading';
import { fillRepository, orderRepository } from '@orbiquant/trading-store';
import type { AgentContext } from './agent-context.ts';
import { reconcile } from './recover.ts';

/** The venue account as both sides see it now. @throws AppError data-stale when a holding has no mark */
export async function statementOf(agent: AgentContext): Promise<AccountStatement> {
  if (!agent.recovered)
    throw new AppError('service-unavailable', `${agent.profile.name} is still reconciling with the venue`, {
      retryable: true,
      retryAfterSec: 2,
    });
  const differences = await reconcile(agent);
  const held = Object.entries(agent.balances).filter(
    ([asset, quantity]) => asset !== agent.quoteAsset && !quantity.isZero(),
  );
  const marks = await agent.venue.marks(held.map(([asset]) => `${asset}/${agent.quoteAsset}`));
  const equity = equityOf(
    agent.balances,
    agent.quoteAsset,
    Object.fromEntries(Object.entries(marks).map(([symbol, { price }]) => [symbol, price])),
  );
  if (!equity)
    throw new AppError('data-stale', 'A holding has no mark price, so the account has no value now', {
      retryable: true,
    });
  const live = await orderRepository(agent.db.manager).live(agent.stored.agentId);
  const lastFill = (
    await fillRepository(agent.db.manager, agent.venue.name).page(agent.stored.agentId, { limit: 1 })
  )[0];
  return {
    agentId: agent.profile.agentId,
    venue: agent.venue.name,
    atMs: Math.max(agent.lastCandleMs, ...Object.values(marks).map(({ atMs }) => atMs)),
    quoteAsset: agent.quoteAsset,
    cash: agent.balances[agent.quoteAsset] ?? ZERO,
    equity,
    differences: [...differences],
    holdings: held.map(([asset, quantity]) => holdingRow(`${asset}/${agent.quoteAsset}`, quantity, marks)),
    unknownOrders: live.filter(({ state }) => state === 'unknown' || state === 'sending').length,
    lastFillId: lastFill?.fillId ?? null,
  };
}

type Marks = Awaited<ReturnType<AgentContext['venue']['marks']>>;

function holdingRow(symbol: string, quantity: typeof ZERO, marks: Marks): AccountStatement['holdings'][number] {
  return { symbol, quantity, mark: marks[symbol]?.price ?? ZERO, markAtMs: marks[symbol]?.atMs ?? 0 };
}
