import { ZERO } from '@orbiquant/kernel';
import type { Agent } from '@orbiquant/contracts';
import { equityOf } from '@orbiquant/trading';
import { agentRepository, decisionRepository } from '@orbiquant/trading-store';
import type { AgentContext } from './agent-context.ts';
import { closesAsMarks } from './holdings.ts';

/** An agent at a glance. Its equity is at the last closes; the account statement is the venue's word. */
export async function viewOf(agent: AgentContext): Promise<Agent> {
  const { agentId, state, stateReason, mandate, startedEquity } = agent.stored;
  const stored = await agentRepository(agent.db.manager).find(agentId);
  const equity = agent.recovered ? equityOf(agent.balances, agent.quoteAsset, closesAsMarks(agent)) : null;
  const peak = stored?.equityPeak ?? ZERO;
  const fallen = equity && peak.gt(equity) ? peak.minus(equity).div(peak) : ZERO;
  return {
    agentId: agent.profile.agentId,
    name: agent.profile.name,
    profile: agent.profile.profile,
    mode: 'paper',
    mandate,
    stateReason,
    state: agent.recovered ? state : 'recovering',
    equity,
    equityAtMs: equity && agent.lastCandleMs > 0 ? agent.lastCandleMs : null,
    equityPeak: peak.gt(0) ? peak : null,
    drawdown: equity ? fallen.toDecimalPlaces(8) : null,
    startedEquity: stored?.startedEquity ?? startedEquity,
    lastDecision: await decisionRepository(agent.db.manager).latest(agentId),
    heartbeatAtMs: agent.heartbeatAtMs,
    reconciledAtMs: agent.reconciledAtMs,
  };
}
