import type { AddressInfo } from 'node:net';
import {
  deposit,
  emptyState,
  openAccount,
  openBooks,
  restoreInto,
  units,
  type ExchangeState,
  type ExchangeStore,
  type Market,
  type Work,
} from '@orbiquant/exchange';
import { memoryExchangeStore } from '@orbiquant/exchange-store';
import { systemClock, type Clock } from '@orbiquant/kernel';
import { createLogger } from '@orbiquant/platform-observe';
import fastify, { LogController, type FastifyBaseLogger, type FastifyInstance } from 'fastify';
import type { SeedAccount } from './config.ts';
import { loadMarket, type MarketChoice } from './load-market.ts';
import { startMarketClock, type MarketClock } from './market-clock.ts';
import { adminRoutes } from './server/admin-routes.ts';
import { createFaults, type Faults } from './server/faults.ts';
import { createGateway } from './server/gateway.ts';
import { createRateLimiter } from './server/rate-limiter.ts';
import { restRoutes } from './server/rest-routes.ts';
import { statusRoutes } from './server/status-routes.ts';
import { createPublicStreams } from './streams/public-streams.ts';
import { socketServer } from './streams/socket-server.ts';
import { createUserStreams } from './streams/user-streams.ts';
import { createVenue, type Venue } from './venue.ts';

/** How to start an exchange in this process; everything has a default but nothing is remembered without a store. */
export type PaperExchangeOptions = {
  /** 0 chooses a free port. */
  port?: number;
  host?: string;
  market?: MarketChoice;
  speed?: number;
  isStepwise?: boolean;
  accounts?: readonly SeedAccount[];
  /** Where state is kept; by default only in memory. */
  store?: ExchangeStore;
  adminToken?: string | undefined;
  faultSeed?: string;
  limits?: { weightPerMinute: number; ordersPer10s: number };
  clock?: Clock;
  logLevel?: string;
  onFatal?: (error: unknown) => void;
};

/** A running exchange. */
export type PaperExchange = {
  /** `http://host:port`; streams live at the same place. */
  url: string;
  venue: Venue;
  clock: MarketClock;
  faults: Faults;
  server: FastifyInstance;
  stop(): Promise<void>;
};

const FEES = { makerPpm: 1_000n, takerPpm: 1_000n };
const SYNTHETIC: MarketChoice = { mode: 'synthetic', seed: 'orbiquant', startMs: Date.UTC(2025, 0, 1) };
const DEFAULTS = {
  port: 0,
  host: '127.0.0.1',
  market: SYNTHETIC,
  speed: 60,
  isStepwise: false,
  accounts: [],
  faultSeed: 'faults',
  limits: { weightPerMinute: 6_000, ordersPer10s: 100 },
  clock: systemClock,
  logLevel: 'silent',
  adminToken: undefined,
};

/** Starts an exchange: restores its state, opens its accounts, listens, and lets the market run. */
export async function startPaperExchange(given: PaperExchangeOptions = {}): Promise<PaperExchange> {
  const options = { ...DEFAULTS, ...given };
  const { clock, store = memoryExchangeStore() } = options;
  const loggerInstance: FastifyBaseLogger = createLogger('paper-exchange', options.logLevel);
  const server = fastify({
    loggerInstance,
    bodyLimit: 64 * 1024,
    requestTimeout: 15_000,
    logController: new LogController({ disableRequestLogging: true }),
  });
  const market = loadMarket(options.market);
  const state = await restoredState(market, store);
  const venue = createVenue({ state, market, store, onFatal: given.onFatal ?? ((error) => server.log.fatal(error)) });
  await venue.execute((work) => openAccounts(work, options.accounts));

  const faults = createFaults(options.faultSeed, clock);
  const gateway = createGateway({ venue, clock, limiter: createRateLimiter(options.limits), faults });
  const streams = { publicStreams: createPublicStreams(venue, clock), userStreams: createUserStreams(venue) };
  const marketClock = startMarketClock(venue, { speed: options.speed, isStepwise: options.isStepwise, clock });
  statusRoutes(server, venue);
  adminRoutes(server, { venue, marketClock, faults, adminToken: options.adminToken });
  restRoutes(server, gateway);
  const sockets = socketServer(server, { venue, ...streams, gateway, faults });
  await server.listen({ port: options.port, host: options.host });
  const { port } = server.server.address() as AddressInfo;

  async function stop(): Promise<void> {
    await marketClock.stop();
    for (const part of [streams.publicStreams, streams.userStreams, sockets]) part.stop();
    server.server.closeAllConnections();
    await server.close();
    await venue.settled();
    await store.close();
  }
  return { url: `http://${options.host}:${port}`, venue, clock: marketClock, faults, server, stop };
}

async function restoredState(market: Market, store: ExchangeStore): Promise<ExchangeState> {
  const stored = await store.load();
  const state = emptyState(stored?.counters.clockMs ?? market.startMs, FEES);
  market.prepareUntil(state.clockMs);
  openBooks(state, market);
  if (stored) restoreInto(state, stored);
  return state;
}

/** Accounts of the settings are opened and funded once; each first deposit has a key of its own. */
function openAccounts({ state, journal }: Work, seeds: readonly SeedAccount[]): void {
  for (const { apiKey, secret, balances } of seeds) {
    const { accountId } = openAccount(state, journal, { apiKey, secret });
    for (const [asset, quantity] of Object.entries(balances)) {
      deposit(state, journal, { key: `seed/${apiKey}/${asset}`, accountId, asset, quantity: units(quantity) });
    }
  }
}
