import type { AgentState, Reason } from '@orbiquant/contracts';
import { agentRepository } from '@orbiquant/trading-store';
import type { AgentContext } from './agent-context.ts';

/** Stores a state before it is acted on, so that a crash cannot forget it. */
export async function setState(agent: AgentContext, state: AgentState, reason: Reason | null): Promise<void> {
  await agentRepository(agent.db.manager).setState(agent.stored.agentId, state, { reason, nowMs: agent.clock.nowMs() });
  agent.stored = { ...agent.stored, state, stateReason: reason };
  agent.log.info({ agent: agent.stored.agentId, state, reason }, 'agent state');
}
