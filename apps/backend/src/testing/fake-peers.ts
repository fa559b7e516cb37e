import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { WebSocketServer, type WebSocket } from 'ws';
import {
  ASK_STREAM_PATH,
  askCopilot,
  commandAgent,
  getAccountStatement,
  getAgent,
  getAgents,
  getCandles,
  getConversation,
  getConversations,
  getCopilotMode,
  getDecision,
  getDecisions,
  getEquityCurve,
  getFills,
  getInstruments,
  getMarketClock,
  getModelCard,
  getModels,
  getOrderBook,
  getOrders,
  getPositions,
  getPrediction,
  getPredictions,
  getQuality,
  getTickers,
  getTools,
  getTrades,
  type AccountStatement,
  type Agent,
  type CopilotMessage,
  type DecisionDetail,
  type MarketClock,
} from '@orbiquant/contracts';
import { AppError, newId } from '@orbiquant/kernel';
import {
  createServer,
  mount,
  personOf,
  serviceAuthenticate,
  type PersonCaller,
  type ServiceIdentity,
} from '@orbiquant/platform-http';
import { testIdentities } from '@orbiquant/testing';
import type { PeerName } from '../peers.ts';
import { MARKET_MS, sampleAgent, sampleCandles, sampleClock, samplePrediction, sampleStatement } from './samples.ts';

/** What the siblings of a test answer; a test changes it as it goes. */
export type PeerScript = {
  agent: Agent;
  statement: AccountStatement;
  decisions: Map<string, DecisionDetail>;
  clock: MarketClock;
  /** On whose behalf the last request to any sibling came. */
  lastPerson: PersonCaller | null;
  commands: string[];
  streamsAborted: number;
};

/** Real servers with real contracts and service tokens in the place of the siblings. */
export type FakePeers = {
  identity: ServiceIdentity;
  urls: Record<PeerName, string>;
  script: PeerScript;
  /** Sends to everybody subscribed to the market stream. */
  feed: { send: (message: unknown) => void; requests: unknown[]; cut: () => void };
  stop: () => Promise<void>;
};

const NAMES = ['backend', 'data-service', 'ml-engine', 'llm-agent', 'trading-agents'] as const;

export async function startFakePeers(): Promise<FakePeers> {
  const identities = testIdentities(NAMES);
  const script: PeerScript = {
    agent: sampleAgent(),
    statement: sampleStatement(),
    decisions: new Map(),
    clock: { ...sampleClock },
    lastPerson: null,
    commands: [],
    streamsAborted: 0,
  };
  const start = async (
    name: PeerName,
    routes: (server: FastifyInstance, script: PeerScript) => void,
  ): Promise<[PeerName, FastifyInstance]> => {
    const server = await createServer({
      service: name,
      logLevel: 'silent',
      authenticate: serviceAuthenticate(identities[name]),
    });
    server.addHook('preHandler', async ({ caller }) => {
      if (caller && caller.kind !== 'anyone') script.lastPerson = caller.person;
    });
    routes(server, script);
    await server.listen({ host: '127.0.0.1', port: 0 });
    return [name, server];
  };
  const servers = new Map([
    await start('data-service', marketRoutes),
    await start('ml-engine', modelRoutes),
    await start('llm-agent', copilotRoutes),
    await start('trading-agents', agentRoutes),
  ]);
  const feed = fakeFeed(servers.get('data-service'));
  const urls = Object.fromEntries([...servers].map(([name, server]) => [name, urlOf(server)])) as Record<
    PeerName,
    string
  >;
  const stop = async (): Promise<void> => {
    feed.close();
    await Promise.all([...servers.values()].map((server) => server.close()));
  };
  return { identity: identities.backend, urls, script, feed, stop };
}

const urlOf = (server: FastifyInstance): string => `http://127.0.0.1:${(server.server.address() as AddressInfo).port}`;

function marketRoutes(server: FastifyInstance, script: PeerScript): void {
  mount(server, getMarketClock, async () => script.clock);
  mount(server, getInstruments, async () => []);
  mount(server, getTickers, async () => []);
  mount(server, getCandles, async ({ query }) => sampleCandles(query.from ?? MARKET_MS));
  mount(server, getOrderBook, async ({ query }) => ({
    symbol: query.symbol,
    atMs: null,
    bids: [],
    asks: [],
    available: false,
  }));
  mount(server, getTrades, async () => []);
  mount(server, getQuality, async () => []);
}

function modelRoutes(server: FastifyInstance): void {
  mount(server, getModels, async () => []);
  mount(server, getModelCard, async () => {
    throw new AppError('not-found', 'There is no such model');
  });
  mount(server, getPredictions, async () => []);
  mount(server, getPrediction, async ({ params }) => samplePrediction(params.predictionId));
}

function agentRoutes(server: FastifyInstance, script: PeerScript): void {
  mount(server, getAgents, async () => [script.agent]);
  mount(server, getAgent, async () => script.agent);
  mount(server, getAccountStatement, async () => script.statement);
  mount(server, getDecisions, async () => []);
  mount(server, getDecision, async ({ params }) => {
    const detail = script.decisions.get(params.decisionId);
    if (!detail) throw new AppError('not-found', 'There is no such decision');
    return detail;
  });
  mount(server, getOrders, async () => []);
  mount(server, getFills, async () => []);
  mount(server, getPositions, async () => []);
  mount(server, getEquityCurve, async () => []);
  mount(server, commandAgent, async ({ body }) => {
    script.commands.push(body.command);
    return script.agent;
  });
}

const answerMessage = (): CopilotMessage => ({
  messageId: newId(),
  role: 'copilot',
  parts: [{ kind: 'text', text: 'Hello' }],
  toolCalls: [],
  mode: { mode: 'planner', model: null, reason: 'no model' },
  sentAtMs: MARKET_MS,
});

function copilotRoutes(server: FastifyInstance, script: PeerScript): void {
  mount(server, askCopilot, async ({ body }) => ({
    conversationId: body.conversationId ?? newId(),
    message: answerMessage(),
  }));
  mount(server, getConversations, async () => []);
  mount(server, getConversation, async ({ params }, { caller }) => {
    personOf(caller);
    throw new AppError('not-found', `There is no conversation ${params.conversationId}`);
  });
  mount(server, getCopilotMode, async () => ({ mode: 'planner' as const, model: null, reason: 'no model' }));
  mount(server, getTools, async () => []);
  server.post(ASK_STREAM_PATH, async (request, reply) => {
    const { question } = request.body as { question: string };
    reply.hijack();
    reply.raw.on('close', () => {
      if (!reply.raw.writableFinished) script.streamsAborted += 1;
    });
    reply.raw.writeHead(200, { 'content-type': 'text/event-stream' });
    reply.raw.write('data: {"type":"mode","mode":{"mode":"planner","model":null,"reason":null}}\n\n');
    if (!question.includes('forever')) reply.raw.end('data: {"type":"failed","code":"done","message":"x"}\n\n');
  });
}

function fakeFeed(server: FastifyInstance | undefined): FakePeers['feed'] & { close: () => void } {
  const sockets = new Set<WebSocket>();
  const requests: unknown[] = [];
  const feed = new WebSocketServer({ server: server?.server as never, path: '/ws' });
  feed.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('message', (text) => requests.push(JSON.parse(String(text))));
  });
  return {
    requests,
    send: (message) => sockets.forEach((socket) => socket.send(JSON.stringify(message))),
    cut: () => sockets.forEach((socket) => socket.terminate()),
    close: () => {
      sockets.forEach((socket) => socket.terminate());
      feed.close();
    },
  };
}
