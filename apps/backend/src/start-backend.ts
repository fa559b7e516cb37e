import cors from '@fastify/cors';
import rateLimit from '@fastify/rate-limit';
import type { FastifyBaseLogger, FastifyInstance, RouteOptions } from 'fastify';
import type { JWK } from 'jose';
import { accessTokens, identityEntities } from '@orbiquant/identity-store';
import { invariant, systemClock, type Clock } from '@orbiquant/kernel';
import { ledgerEntities } from '@orbiquant/ledger-store';
import { paymentsEntities } from '@orbiquant/payments-store';
import { openDatabase, translateDatabaseTrouble } from '@orbiquant/platform-db';
import { consume } from '@orbiquant/platform-events';
import { createServer, type ReadyCheck, type ServiceIdentity } from '@orbiquant/platform-http';
import { createLogger } from '@orbiquant/platform-observe';
import { portfolioEntities } from '@orbiquant/portfolio-store';
import { personAuthenticate } from './auth/authenticate.ts';
import { followMarket, openCalendar, type CalendarKind } from './calendar.ts';
import { collectRoutes } from './collect-routes.ts';
import type { Deps } from './deps.ts';
import { openJobs } from './jobs/open-jobs.ts';
import type { JobsDesk } from './jobs/jobs-desk.ts';
import type { JobsOptions } from './jobs/jobs-env.ts';
import { runJobs } from './jobs/run-jobs.ts';
import { keepSealed } from './keep-sealed.ts';
import { bookFills } from './pamm/book-fills.ts';
import { strikeOnSchedule } from './pamm/strike-schedule.ts';
import { openDesk, type PaymentsOptions } from './payments/open-desk.ts';
import type { PaymentsDesk } from './payments/payments-desk.ts';
import { workOutbox } from './payments/work-outbox.ts';
import { connectPeers, type PeerName } from './peers.ts';
import { authRoutes } from './routes/auth-routes.ts';
import { copilotStream } from './routes/copilot-stream.ts';
import { investRoutes } from './routes/invest-routes.ts';
import { labReportRoute } from './routes/lab-report-route.ts';
import { lineageRoutes } from './routes/lineage-routes.ts';
import { moneyAdminRoutes } from './routes/money-admin-routes.ts';
import { paymentRoutes } from './routes/payment-routes.ts';
import { proxiedRoutes } from './routes/proxied-routes.ts';
import { systemRoutes } from './routes/system-routes.ts';
import { webhookRoute } from './routes/webhook-route.ts';
import { ensureDemo, type DemoPasswords } from './seed/ensure-demo.ts';
import { watchStatus } from './watch-status.ts';
import { startRelay, type Relay } from './ws/start-relay.ts';

/** Everything the backend is built from. Ports of 0 take any that is free. */
export type BackendOptions = {
  host?: string;
  port: number;
  socketPort: number;
  logLevel?: string;
  databaseUrl: string;
  identity: ServiceIdentity;
  /** Ed25519 private JWK that signs access tokens. */
  authPrivateKey: JWK;
  urls: Readonly<Record<PeerName, string>>;
  origins: readonly string[];
  demo?: DemoPasswords | null;
  /** Market time between scheduled strikes; null strikes on demand only. */
  strikeIntervalMs: number | null;
  /** Whose days the pools live in; those on the wall unless the market is a replay. */
  calendar?: CalendarKind;
  clock?: Clock;
  requestsPerMinute?: number;
  /** Covers carrying on and socket tickets too, two a page load; guesses of a password have a limit of their own. */
  authRequestsPerMinute?: number;
  /** How money comes in and goes out; without a processor it does neither. */
  payments?: PaymentsOptions;
  /** When the jobs look at what is due; without, they run by hand only. */
  jobs?: JobsOptions;
  /** Proxies of ours before this service: as many hops of X-Forwarded-For are believed. */
  proxies?: number;
};

/** A running backend. */
export type RunningBackend = {
  url: string;
  socketUrl: string;
  server: FastifyInstance;
  deps: Deps;
  desk: PaymentsDesk;
  log: FastifyBaseLogger;
  /** Every route with a policy, as mounted. */
  routes: readonly RouteOptions[];
  stop: () => Promise<void>;
};

/** Builds and starts the backend. Safe to start again after any death: what is owed lives in rows. */
export async function startBackend(options: BackendOptions): Promise<RunningBackend> {
  const { host = '127.0.0.1', clock = systemClock, calendar: kind = 'wall' } = options;
  const log: FastifyBaseLogger = createLogger('backend', options.logLevel);
  const entities = [...identityEntities, ...ledgerEntities, ...paymentsEntities, ...portfolioEntities];
  const db = await openDatabase({ url: options.databaseUrl, entities, applicationName: 'backend', poolMax: 10 });
  const deps: Deps = {
    db,
    databaseUrl: options.databaseUrl,
    clock,
    calendar: await openCalendar(db, clock, kind),
    tokens: accessTokens(options.authPrivateKey),
    peers: connectPeers(options.identity, options.urls),
    origins: options.origins,
    log,
  };
  if (options.demo) await ensureDemo(deps, options.demo);
  const stopping = new AbortController();
  const desk = openDesk(deps, options.payments);
  const { server, routes, jobsDesk } = await buildServer({ deps, desk }, options, stopping.signal);
  const relay = await startRelay(deps, { host, port: options.socketPort });
  const jobs = startJobs({ deps, desk, jobsDesk }, options, stopping.signal);
  const url = await server.listen({ host, port: options.port });
  const stop = stopOnce(async () => {
    await stopAll({ server, relay, jobs, stopping });
    await db.destroy();
  });
  return { url, socketUrl: relay.url, server, deps, desk, log, routes, stop };
}

type House = { deps: Deps; desk: PaymentsDesk };

async function buildServer(
  { deps, desk }: House,
  { requestsPerMinute = 600, authRequestsPerMinute = 120, proxies = 0, logLevel, jobs }: BackendOptions,
  signal: AbortSignal,
): Promise<{ server: FastifyInstance; routes: RouteOptions[]; jobsDesk: JobsDesk }> {
  const server = await createServer({
    service: 'backend',
    logger: deps.log,
    ...(logLevel ? { logLevel } : {}),
    proxies,
    authenticate: personAuthenticate(deps),
    checks: [databaseCheck(deps)],
    translate: translateDatabaseTrouble,
  });
  const routes = collectRoutes(server);
  await server.register(cors, {
    origin: [...deps.origins],
    credentials: true,
    exposedHeaders: ['Idempotency-Replayed', 'Retry-After', 'x-trace-id'],
  });
  const watch = watchStatus(deps.peers, deps.clock, signal);
  await server.register(async (scope) => {
    await harden(scope, authRequestsPerMinute);
    await authRoutes(scope, deps);
  });
  let jobsDesk: JobsDesk | undefined;
  await server.register(async (scope) => {
    await harden(scope, requestsPerMinute);
    jobsDesk = openJobs(scope, { deps, desk }, jobs);
    investRoutes(scope, deps);
    paymentRoutes(scope, deps, desk);
    moneyAdminRoutes(scope, desk);
    lineageRoutes(scope, deps);
    proxiedRoutes(scope, deps);
    copilotStream(scope, deps);
    labReportRoute(scope, deps);
    systemRoutes(scope, watch);
  });
  await webhookRoute(server, desk);
  invariant(jobsDesk, 'the routes of the jobs are there');
  return { server, routes, jobsDesk };
}

/** A limit of its own for each scope. */
async function harden(scope: FastifyInstance, max: number): Promise<void> {
  await scope.register(rateLimit, { max, timeWindow: '1 minute' });
}

const databaseCheck = ({ db }: Deps): ReadyCheck => ({
  name: 'database',
  check: async () => {
    await db.query('SELECT 1');
    return 'answers';
  },
});

function startJobs(
  { deps, desk, jobsDesk }: House & { jobsDesk: JobsDesk },
  { strikeIntervalMs }: BackendOptions,
  signal: AbortSignal,
): Promise<void>[] {
  const jobs = [
    consume({ db: deps.db, url: deps.databaseUrl }, bookFills(deps), signal),
    keepSealed(deps, signal),
    followMarket(deps, signal),
    workOutbox(desk, signal),
    runJobs(jobsDesk, deps.databaseUrl, signal),
  ];
  if (strikeIntervalMs !== null) jobs.push(strikeOnSchedule(deps, strikeIntervalMs, signal));
  return jobs;
}

type Running = { server: FastifyInstance; relay: Relay; jobs: readonly Promise<void>[]; stopping: AbortController };

/** New work is refused, work in hand is finished, then the doors close. */
async function stopAll({ server, relay, jobs, stopping }: Running): Promise<void> {
  stopping.abort();
  await relay.stop();
  await server.close();
  await Promise.allSettled(jobs);
}

function stopOnce(stop: () => Promise<void>): () => Promise<void> {
  let stopped: Promise<void> | undefined;
  return () => (stopped ??= stop());
}
