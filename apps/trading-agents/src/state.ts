import type { AgentState, Reason } from '@orbiquant/contracts';
import { agentRepository } from '@orbiquant/trading-store';
import type { AgentContext } from './agent-context.ts';
import { raiseIncidentIn } from './incidents.ts';

/** Stores a state before it is acted on, so that a crash cannot forget it. */
export async function setState(agent: AgentContext, state: AgentState, reason: Reason | null): Promise<void> {
  await agentRepository(agent.db.manager).setState(agent.stored.agentId, state, { reason, nowMs: agent.clock.nowMs() });
  noteState(agent, state, reason);
}

/** Holds an agent back and calls a person, both or neither: a crash leaves no halt unsaid and says none twice. */
export async function restrain(
  agent: AgentContext,
  state: 'halted' | 'reducing',
  { reason, detail }: { reason: Reason; detail: string },
): Promise<void> {
  await agent.db.transaction(async (tx) => {
    await agentRepository(tx).setState(agent.stored.agentId, state, { reason, nowMs: agent.clock.nowMs() });
    await raiseIncidentIn(tx, agent, { code: reason.code, detail });
  });
  noteState(agent, state, reason);
}

function noteState(agent: AgentContext, state: AgentState, reason: Reason | null): void {
  agent.stored = { ...agent.stored, state, stateReason: reason };
  agent.log.info({ agent: agent.stored.agentId, state, reason }, 'agent state');
}
