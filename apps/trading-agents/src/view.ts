import { Decimal, ZERO } from '@orbiquant/kernel';
import type { Agent } from '@orbiquant/contracts';
import { equityOf } from '@orbiquant/trading';
import { agentRepository, decisionRepository } from '@orbiquant/trading-store';
import type { AgentContext } from './agent-context.ts';
import { closesAsMarks } from './holdings.ts';

/** An agent at a glance. Its equity is at the last closes; the account statement is the venue's word. */
export async function viewOf(agent: AgentContext): Promise<Agent> {
  const { agentId, state, stateReason, mandate } = agent.stored;
  return {
    agentId: agent.profile.agentId,
    name: agent.profile.name,
    profile: agent.profile.profile,
    mode: 'paper',
    mandate,
    stateReason,
    state: agent.recovered ? state : 'recovering',
    ...(await moneyOf(agent)),
    lastDecision: await decisionRepository(agent.db.manager).latest(agentId),
    heartbeatAtMs: agent.heartbeatAtMs,
    reconciledAtMs: agent.reconciledAtMs,
  };
}

type Money = Pick<Agent, 'equity' | 'equityAtMs' | 'equityPeak' | 'drawdown' | 'startedEquity'>;

/** Before it has recovered an agent does not know what it has, and says nothing rather than a guess. */
async function moneyOf(agent: AgentContext): Promise<Money> {
  const { startedEquity } = agent.stored;
  const equity = agent.recovered ? equityOf(agent.balances, agent.quoteAsset, closesAsMarks(agent)) : null;
  if (!equity) return { equity: null, equityAtMs: null, equityPeak: null, drawdown: null, startedEquity };
  const stored = await agentRepository(agent.db.manager).find(agent.stored.agentId);
  const peak = Decimal.max(stored?.equityPeak ?? equity, equity);
  const drawdown = peak.gt(0) ? peak.minus(equity).div(peak).toDecimalPlaces(8) : ZERO;
  return { equity, equityAtMs: agent.lastCandleMs || null, equityPeak: peak, drawdown, startedEquity };
}
