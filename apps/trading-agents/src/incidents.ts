import { newId } from '@orbiquant/kernel';
import { incidentRaised } from '@orbiquant/contracts';
import type { EntityManager } from '@orbiquant/platform-db';
import { publish } from '@orbiquant/platform-events';
import type { AgentContext } from './agent-context.ts';

/** Something that a person has to look at. */
export type Trouble = { code: string; detail: string };

/** Tells a person that something needs looking at; durable, and shown live. */
export const raiseIncident = (agent: AgentContext, code: string, detail: string): Promise<void> =>
  agent.db.transaction((tx) => raiseIncidentIn(tx, agent, { code, detail }));

/** The same together with what it is about: a crash loses both or neither. */
export async function raiseIncidentIn(tx: EntityManager, agent: AgentContext, trouble: Trouble): Promise<void> {
  agent.log.error(trouble, 'incident');
  const incident = { incidentId: newId(), source: agent.stored.agentId, ...trouble, atMs: agent.clock.nowMs() };
  await publish(tx, incidentRaised, incident);
}
