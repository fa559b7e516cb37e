import { newId } from '@orbiquant/kernel';
import { incidentRaised } from '@orbiquant/contracts';
import { publish } from '@orbiquant/platform-events';
import type { AgentContext } from './agent-context.ts';

/** Tells a person that something needs looking at; durable, and shown live. */
export async function raiseIncident(agent: AgentContext, code: string, detail: string): Promise<void> {
  agent.log.error({ code, detail }, 'incident');
  const incident = { incidentId: newId(), source: agent.stored.agentId, code, detail, atMs: agent.clock.nowMs() };
  await agent.db.transaction((tx) => publish(tx, incidentRaised, incident));
}
