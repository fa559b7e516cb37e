import type { AddressInfo } from 'node:net';
import type { Interval, MarketMode } from '@orbiquant/contracts';
import { systemClock, type Clock } from '@orbiquant/kernel';
import type { MarketDataProvider } from '@orbiquant/market';
import { marketEntities } from '@orbiquant/market-store';
import { openDatabase, translateDatabaseTrouble, type DataSource } from '@orbiquant/platform-db';
import { createServer, serviceAuthenticate, type ReadyCheck, type ServiceIdentity } from '@orbiquant/platform-http';
import { createLogger } from '@orbiquant/platform-observe';
import { noBook } from './live/book-reader.ts';
import { marketFeed, type MarketFeed } from './live/market-feed.ts';
import { watchVenueHint } from './live/venue-hint.ts';
import type { MarketPulse } from './market-pulse.ts';
import { marketReads, type MarketReads } from './market-reads.ts';
import { marketRoutes } from './routes/market-routes.ts';
import { storedPulse } from './stored-pulse.ts';
import { feedHub, type FeedHub, type FeedSources } from './ws/feed-hub.ts';

/** Everything the service is built from. */
export type DataServiceOptions = {
  host: string;
  port: number;
  logLevel: string;
  databaseUrl: string;
  identity: ServiceIdentity;
  mode: MarketMode;
  venueName: string;
  /** The venue to follow; left out, the service serves what is stored. */
  provider?: MarketDataProvider;
  symbols?: readonly string[];
  backfillBars?: number;
  watermarkMs?: number;
  /** Where a simulated venue tells what kind of market it runs. */
  venueAdmin?: { url: string; adminToken: string } | null;
  clock?: Clock;
};

/** The running service. */
export type DataService = { url: string; db: DataSource; pulse: MarketPulse; stop: () => Promise<void> };

/** Starts the market's reads at once; the live feed joins when its venue answers. */
export async function startDataService(options: DataServiceOptions): Promise<DataService> {
  const db = await openDatabase({
    url: options.databaseUrl,
    entities: marketEntities,
    applicationName: 'data-service',
  });
  const stopping = new AbortController();
  const links: { hub?: FeedHub } = {};
  const feed = options.provider
    ? followed(options, { db, links, provider: options.provider, signal: stopping.signal })
    : null;
  const pulse = feed ?? storedPulse(db, { mode: options.mode, venue: options.venueName });
  const server = await createServer({
    service: 'data-service',
    logLevel: options.logLevel,
    authenticate: serviceAuthenticate(options.identity),
    checks: readyChecks(db, feed),
    translate: translateDatabaseTrouble,
  });
  const { provider } = options;
  marketRoutes(server, { db, pulse, book: provider ? (symbol, depth) => provider.orderBook(symbol, depth) : noBook });
  const hub = feedHub(server.server, sourcesOf(marketReads(db, pulse), pulse));
  links.hub = hub;
  await server.listen({ host: options.host, port: options.port });
  const running = feed?.run(stopping.signal);
  return {
    url: `http://${options.host}:${(server.server.address() as AddressInfo).port}`,
    db,
    pulse,
    stop: async () => {
      stopping.abort();
      hub.stop();
      await provider?.close();
      await running;
      await server.close();
      await db.destroy();
    },
  };
}

type FeedParts = { db: DataSource; links: { hub?: FeedHub }; provider: MarketDataProvider; signal: AbortSignal };

function followed(options: DataServiceOptions, { db, links, provider, signal }: FeedParts): MarketFeed {
  const { clock = systemClock, mode, symbols = [], backfillBars = 5_000, watermarkMs = 1_000 } = options;
  return marketFeed({
    db,
    provider,
    clock,
    mode,
    symbols,
    backfillBars,
    watermarkMs,
    log: createLogger('data-service', options.logLevel),
    hint: watchVenueHint(options.venueAdmin ?? null, clock, signal),
    onTick: ({ symbol }) => links.hub?.ticked(symbol),
    onClosed: (candles) => links.hub?.closed(candles),
  });
}

function sourcesOf(reads: MarketReads, pulse: MarketPulse): FeedSources {
  return {
    async forming(symbol: string, interval: Interval) {
      const { lastIsForming, openTimeMs, open, high, low, close, volume } = await reads.candles({
        symbol,
        interval,
        limit: 1,
        forming: true,
      });
      const [at, o, h, l, c, v] = [openTimeMs, open, high, low, close, volume].map((column) => column.at(-1));
      if (!lastIsForming || at === undefined) return null;
      return { symbol, interval, openTimeMs: at, open: o!, high: h!, low: l!, close: c!, volume: v! };
    },
    tickers: async () => ({ type: 'ticker.updated', data: await reads.tickers() }),
    clock: async () => ({ type: 'clock.updated', data: await pulse.clock() }),
  };
}

/** Ready = the database answers, and the feed, where there is one, is up. */
function readyChecks(db: DataSource, feed: MarketFeed | null): ReadyCheck[] {
  const database: ReadyCheck = { name: 'database', check: async () => (await db.query('SELECT 1'), 'answers') };
  const market: ReadyCheck = {
    name: 'feed',
    check: async () => {
      const state = feed?.state() ?? 'down';
      if (state === 'down' || state === 'reconnecting') throw new Error(`the feed is ${state}`);
      return state;
    },
  };
  return feed ? [database, market] : [database];
}
