import { ZERO, type Decimal } from '@orbiquant/kernel';
import type { AgentState, Reason } from '@orbiquant/contracts';
import { equityOf } from '@orbiquant/trading';
import { agentRepository } from '@orbiquant/trading-store';
import type { AgentContext } from './agent-context.ts';
import { closesAsMarks } from './holdings.ts';
import { restrain } from './state.ts';
import { lossPeriodStart } from '@orbiquant/agent';

const HOUR_MS = 3_600_000;

/** A point of the equity curve each market hour, and the limits that hang on it. */
export async function recordEquity(agent: AgentContext, atMs: number): Promise<void> {
  if (atMs % HOUR_MS !== 0) return;
  const equity = equityOf(agent.balances, agent.quoteAsset, closesAsMarks(agent));
  const cash = agent.balances[agent.quoteAsset];
  if (!equity || !cash) return;
  await agentRepository(agent.db.manager).recordEquity(agent.stored.agentId, { atMs, equity, cash });
  if (equity.gt(agent.stored.equityPeak)) agent.stored = { ...agent.stored, equityPeak: equity };
  await enforceLimits(agent, equity, atMs);
}

/** Drawdown beyond its limit halts; a loss beyond the period's limit only lets the agent close. Both wait for a person. */
async function enforceLimits(agent: AgentContext, equity: Decimal, atMs: number): Promise<void> {
  const { state, mandate, equityPeak } = agent.stored;
  if (state !== 'active') return;
  const drawdown = lostOf(equityPeak, equity);
  if (drawdown.gte(mandate.drawdownMax)) {
    const params = { drawdown: drawdown.toFixed(4), max: mandate.drawdownMax.toFixed() };
    return restrain(agent, 'halted', limitHit(agent, 'halted', { code: 'risk.drawdown', params }));
  }
  const loss = lostOf(await periodStart(agent, equity, atMs), equity);
  if (loss.lt(mandate.lossMax)) return;
  const params = { loss: loss.toFixed(4), max: mandate.lossMax.toFixed(), period: mandate.lossPeriod };
  await restrain(agent, 'reducing', limitHit(agent, 'reducing', { code: 'risk.period-loss', params }));
}

/** The share of `before` that is gone; zero when there was nothing. */
const lostOf = (before: Decimal, now: Decimal): Decimal => (before.gt(0) ? before.minus(now).div(before) : ZERO);

async function periodStart(agent: AgentContext, equity: Decimal, atMs: number): Promise<Decimal> {
  const { agentId, mandate, startedEquity } = agent.stored;
  const point = await agentRepository(agent.db.manager).equityAt(agentId, lossPeriodStart(atMs, mandate.lossPeriod));
  return point?.equity ?? startedEquity ?? equity;
}

const limitHit = (agent: AgentContext, state: AgentState, reason: Reason): { reason: Reason; detail: string } => ({
  reason,
  detail: `${agent.profile.name} is ${state}: ${JSON.stringify(reason.params)}`,
});
