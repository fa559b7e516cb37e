import type { FastifyInstance } from 'fastify';
import { AppError } from '@orbiquant/kernel';
import {
  commandAgent,
  getAccountStatement,
  getAgent,
  getAgents,
  getDecision,
  getDecisions,
  getEquityCurve,
  getFills,
  getOrders,
  getPositions,
  type AgentId,
} from '@orbiquant/contracts';
import { mount, personOf } from '@orbiquant/platform-http';
import { agentRepository, decisionRepository, fillRepository, orderRepository } from '@orbiquant/trading-store';
import type { AgentContext } from '../agent-context.ts';
import { obey } from '../commands.ts';
import { positionsOf } from '../positions.ts';
import { statementOf } from '../statement.ts';
import { viewOf } from '../view.ts';

/** Agents as seen from outside: state, journal, orders, fills, positions, equity, and the three commands. */
export function agentRoutes(server: FastifyInstance, agents: ReadonlyMap<string, AgentContext>): void {
  const find = (agentId: AgentId): AgentContext => {
    const agent = agents.get(agentId);
    if (!agent) throw new AppError('not-found', `There is no agent named ${agentId} here yet`);
    return agent;
  };
  overviewRoutes(server, agents, find);
  historyRoutes(server, agents, find);
  mount(server, commandAgent, async ({ params, body }, { caller, idempotencyKey }) => {
    const agent = find(params.agentId);
    await obey(agent, body.command, { userId: personOf(caller).userId, note: body.note, idempotencyKey });
    return viewOf(agent);
  });
}

type Find = (agentId: AgentId) => AgentContext;

function overviewRoutes(server: FastifyInstance, agents: ReadonlyMap<string, AgentContext>, find: Find): void {
  mount(server, getAgents, async () => Promise.all([...agents.values()].map(viewOf)));
  mount(server, getAgent, async ({ params }) => viewOf(find(params.agentId)));
  mount(server, getPositions, async ({ params }) => positionsOf(find(params.agentId)));
  mount(server, getAccountStatement, async ({ params }) => {
    const agent = find(params.agentId);
    return agent.inTurn(() => statementOf(agent));
  });
  mount(server, getEquityCurve, async ({ params, query }) => {
    const agent = find(params.agentId);
    return agentRepository(agent.db.manager).equity(params.agentId, query.limit, query.asOf);
  });
}

function historyRoutes(server: FastifyInstance, agents: ReadonlyMap<string, AgentContext>, find: Find): void {
  mount(server, getDecisions, async ({ params, query: { asOf, ...page } }) =>
    decisionRepository(find(params.agentId).db.manager).page(params.agentId, { ...page, asOfMs: asOf }),
  );
  mount(server, getOrders, async ({ params, query }) =>
    orderRepository(find(params.agentId).db.manager).page(params.agentId, query),
  );
  mount(server, getFills, async ({ params, query: { asOf, ...page } }) => {
    const agent = find(params.agentId);
    return fillRepository(agent.db.manager, agent.venue.name).page(params.agentId, { ...page, asOfMs: asOf });
  });
  mount(server, getDecision, async ({ params }) => {
    const agent = [...agents.values()][0];
    const decision = agent && (await decisionRepository(agent.db.manager).find(params.decisionId));
    if (!agent || !decision) throw new AppError('not-found', 'There is no such decision');
    const orders = await orderRepository(agent.db.manager).ofDecision(decision.decisionId);
    return {
      decision,
      orders,
      fills: await fillRepository(agent.db.manager, agent.venue.name).ofDecision(decision.decisionId),
    };
  });
}
