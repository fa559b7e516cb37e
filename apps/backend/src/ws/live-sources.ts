import { z } from 'zod';
import { Agent, AgentId, getAgent, type FeedMessage } from '@orbiquant/contracts';
import type { Deps } from '../deps.ts';
import { HOUSE } from '../peers.ts';
import type { Fact } from './fact-feed.ts';

/** A message on its way into a room; `data` in wire form. */
export type Outgoing = { room: string; type: string; data: unknown };

/** The room and data of a market message; null for what concerns no room. */
export function fromMarket(message: FeedMessage): Outgoing | null {
  const { type, data } = message;
  if (type === 'ticker.updated') return { room: 'tickers', type, data };
  if (type === 'clock.updated') return { room: 'clock', type, data };
  if (type === 'error') return null;
  return { room: `candle:${data.symbol}:${data.interval}`, type, data };
}

/** The room of a durable fact; null when nobody listens to such facts. */
export function fromFact({ name, payload }: Fact): Outgoing | null {
  if (name === 'nav.struck') return { room: `product:${String(payload['productId'])}`, type: name, data: payload };
  if (name === 'lab.run.changed') return { room: `user:${String(payload['userId'])}`, type: name, data: payload };
  const agentId = agentOf({ name, payload });
  return agentId ? { room: `agent:${agentId}`, type: name, data: payload } : null;
}

const AGENT_FACTS = new Set(['decision.made', 'order.changed', 'fill.recorded', 'incident.raised']);

/** The agent that a fact is of; an incident names its agent somewhere in its source. */
export function agentOf({ name, payload }: Fact): AgentId | null {
  if (!AGENT_FACTS.has(name)) return null;
  const source = String(payload['agentId'] ?? payload['source'] ?? '');
  return AgentId.options.find((agentId) => source.split(/[^a-z]+/).includes(agentId)) ?? null;
}

const REFRESH_MS = 1_000;

/** After facts of an agent, its state is told anew, at most once a second and only while somebody listens. */
export function agentRefresher(
  { peers, clock, log }: Deps,
  tell: (out: Outgoing) => void,
): { touch: (agentId: AgentId) => void } {
  const due = new Set<AgentId>();
  const refresh = async (agentId: AgentId): Promise<void> => {
    await clock.sleep(REFRESH_MS);
    due.delete(agentId);
    const agent = await peers['trading-agents'].call(getAgent, { params: { agentId } }, { person: HOUSE });
    tell({ room: `agent:${agentId}`, type: 'agent.updated', data: z.encode(Agent, agent) });
  };
  return {
    touch: (agentId) => {
      if (due.has(agentId)) return;
      due.add(agentId);
      refresh(agentId).catch((err: unknown) => log.debug({ err }, 'an agent could not be read for its room'));
    },
  };
}
