import type { AddressInfo } from 'node:net';
import { systemClock, type Clock } from '@orbiquant/kernel';
import { orion, type AgentProfile } from '@orbiquant/agent';
import { openDatabase, translateDatabaseTrouble } from '@orbiquant/platform-db';
import {
  createClient,
  createServer,
  serviceAuthenticate,
  serviceSigner,
  type ServiceIdentity,
} from '@orbiquant/platform-http';
import { createLogger } from '@orbiquant/platform-observe';
import { ccxtVenue, connectExchange } from '@orbiquant/trading-ccxt';
import { tradingEntities } from '@orbiquant/trading-store';
import type { Venue } from '@orbiquant/trading';
import type { AgentContext } from './agent-context.ts';
import { failpoints } from './failpoints.ts';
import { loadAgent } from './recover.ts';
import { agentRoutes } from './routes/agent-routes.ts';
import { runAgent } from './run-agent.ts';

/** Everything the service is built from. */
export type TradingAgentsOptions = {
  host: string;
  port: number;
  logLevel: string;
  databaseUrl: string;
  identity: ServiceIdentity;
  dataServiceUrl: string;
  mlEngineUrl: string;
  venue: { name: string; exchange: string; url?: string | undefined; apiKey: string; secret: string };
  symbols: readonly string[];
  quoteAsset: string;
  /** Who trades; left out, Orion. */
  profile?: AgentProfile;
  failpoint?: string | undefined;
  clock?: Clock;
};

/** The running service. */
export type TradingAgents = { url: string; agents: ReadonlyMap<string, AgentContext>; stop: () => Promise<void> };

const FENCE = { attemptMs: 10_000, queryLagMs: 5_000, pendingTtlMs: 30_000 };

/** Starts the agents and their API. The API answers at once; agents trade when they have recovered. */
export async function startTradingAgents(options: TradingAgentsOptions): Promise<TradingAgents> {
  const log = createLogger('trading-agents', options.logLevel);
  const db = await openDatabase({
    url: options.databaseUrl,
    entities: tradingEntities,
    applicationName: 'trading-agents',
  });
  const sign = serviceSigner(options.identity);
  const { venue, close } = openVenue(options);
  const agent = await loadAgent({
    profile: options.profile ?? orion,
    symbols: options.symbols,
    venueAccount: `${options.venue.name}:${options.venue.apiKey}`,
    quoteAsset: options.quoteAsset,
    venue,
    db,
    log,
    fence: FENCE,
    dataService: createClient({ name: 'data-service', baseUrl: options.dataServiceUrl, sign }),
    mlEngine: createClient({ name: 'ml-engine', baseUrl: options.mlEngineUrl, sign, timeoutMs: 1_500 }),
    clock: options.clock ?? systemClock,
    failpoint: failpoints(options.failpoint, () => process.kill(process.pid, 'SIGKILL')),
  });
  const agents = new Map<string, AgentContext>([[orion.agentId, agent]]);
  const server = await serve(options, agents);
  const stopping = new AbortController();
  const running = runAgent(agent, options.dataServiceUrl, stopping.signal);
  return {
    agents,
    url: `http://${options.host}:${(server.server.address() as AddressInfo).port}`,
    stop: async () => {
      stopping.abort();
      await running;
      await agent.inTurn(async () => undefined);
      await server.close();
      await close();
      await db.destroy();
    },
  };
}

function openVenue({ venue }: TradingAgentsOptions): { venue: Venue; close: () => Promise<unknown> } {
  const exchange = connectExchange({
    exchange: venue.exchange,
    apiKey: venue.apiKey,
    secret: venue.secret,
    ...(venue.url ? { baseUrl: venue.url } : {}),
  });
  return { venue: ccxtVenue(exchange, venue.name), close: () => exchange.close() };
}

async function serve(
  options: TradingAgentsOptions,
  agents: Map<string, AgentContext>,
): ReturnType<typeof createServer> {
  const server = await createServer({
    service: 'trading-agents',
    logLevel: options.logLevel,
    authenticate: serviceAuthenticate(options.identity),
    checks: [...agents.values()].map((agent) => ({ name: agent.profile.name, check: async () => readyOf(agent) })),
    translate: translateDatabaseTrouble,
  });
  agentRoutes(server, agents);
  await server.listen({ host: options.host, port: options.port });
  return server;
}

function readyOf(agent: AgentContext): string {
  if (!agent.recovered) throw new Error('is reconciling with the venue');
  return agent.stored.state;
}
