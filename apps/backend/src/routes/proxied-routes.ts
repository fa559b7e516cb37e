import type { FastifyInstance } from 'fastify';
import {
  askCopilot,
  cancelLabRun,
  checkRuleLeaks,
  commandAgent,
  createLabRun,
  forkRules,
  forkSharedRules,
  getAgent,
  getAgents,
  getCandles,
  getCandlesCompatible,
  getConversation,
  getConversations,
  getCopilotMode,
  getDecision,
  getDecisions,
  getEquityCurve,
  getFills,
  getHmaSma,
  getHmaSmaCompatible,
  getInstruments,
  getLabResult,
  getLabRun,
  getLabRuns,
  getMarketClock,
  getModelCard,
  getModels,
  getOrderBook,
  getOrders,
  getPositions,
  getPredictions,
  getQuality,
  getRuleDiff,
  getRuleSets,
  getRuleShares,
  getRuleVersions,
  getSharedRules,
  getStrategies,
  getTickers,
  getTools,
  getTrades,
  revokeRuleShare,
  saveRules,
  shareRules,
  type Route,
  type RouteInput,
} from '@orbiquant/contracts';
import { digestOf } from '@orbiquant/kernel';
import { mount, personOf, type RequestContext } from '@orbiquant/platform-http';
import type { Deps } from '../deps.ts';
import { idempotently } from '../idempotently.ts';
import type { PeerName } from '../peers.ts';

/** Which sibling answers which routes; the backend adds the person on whose behalf it asks. */
export const PROXIED: Readonly<Record<PeerName, readonly Route[]>> = {
  'data-service': [
    getMarketClock,
    getInstruments,
    getTickers,
    getCandles,
    getCandlesCompatible,
    getOrderBook,
    getTrades,
    getQuality,
  ],
  'trading-agents': [
    getAgents,
    getAgent,
    getDecisions,
    getDecision,
    getOrders,
    getFills,
    getPositions,
    getEquityCurve,
    commandAgent,
  ],
  'ml-engine': [
    getModels,
    getModelCard,
    getPredictions,
    getStrategies,
    createLabRun,
    getLabRuns,
    getLabRun,
    getLabResult,
    cancelLabRun,
    saveRules,
    getRuleSets,
    getRuleVersions,
    getRuleDiff,
    forkRules,
    checkRuleLeaks,
    shareRules,
    getRuleShares,
    revokeRuleShare,
    getSharedRules,
    forkSharedRules,
    getHmaSma,
    getHmaSmaCompatible,
  ],
  'llm-agent': [askCopilot, getConversations, getConversation, getCopilotMode, getTools],
};

/** Every proxied route, mounted as it was declared. */
export function proxiedRoutes(server: FastifyInstance, deps: Deps): void {
  for (const [peer, routes] of Object.entries(PROXIED) as Array<[PeerName, readonly Route[]]>)
    for (const route of routes) mount(server, route, (input, context) => ask(deps, { peer, route, input, context }));
}

type Asking = { peer: PeerName; route: Route; input: RouteInput<Route>; context: RequestContext };

async function ask(deps: Deps, { peer, route, input, context }: Asking): Promise<unknown> {
  const person = context.caller.kind === 'anyone' ? undefined : personOf(context.caller);
  const { call } = deps.peers[peer];
  if (!route.idempotent) return call(route, input as never, { ...(person ? { person } : {}) });
  return idempotently(deps, { route, input, context }, async (finish) => {
    const idempotencyKey = digestOf([personOf(context.caller).userId, route.path, context.idempotencyKey]);
    const answer = await call(route, input as never, { person: personOf(context.caller), idempotencyKey });
    await deps.db.transaction((tx) => finish(tx, answer));
    return answer;
  });
}
