import type { FastifyInstance } from 'fastify';
import { askCopilot, getConversation, getConversations, getCopilotMode, getTools } from '@orbiquant/contracts';
import { TOOL_OFFERS } from '@orbiquant/copilot';
import { conversationRepository } from '@orbiquant/copilot-store';
import type { DataSource } from '@orbiquant/platform-db';
import { mount, personOf } from '@orbiquant/platform-http';
import type { Ask } from '../asker.ts';
import type { ModelGate } from '../model-gate.ts';
import { waitFor } from './wait-for.ts';

/** Questions in one piece, a person's own conversations, and what the copilot can do. */
export function copilotRoutes(
  server: FastifyInstance,
  { ask, gate, db }: { ask: Ask; gate: ModelGate; db: DataSource },
): void {
  mount(server, askCopilot, async ({ body }, { caller, reply }) =>
    ask({ body, person: personOf(caller), signal: waitFor(reply) }),
  );
  mount(server, getConversations, async (_input, { caller }) =>
    conversationRepository(db, personOf(caller).userId).list(),
  );
  mount(server, getConversation, async ({ params: { conversationId } }, { caller }) =>
    conversationRepository(db, personOf(caller).userId).find(conversationId),
  );
  mount(server, getCopilotMode, async () => gate.mode());
  mount(server, getTools, async () => [...TOOL_OFFERS]);
}
