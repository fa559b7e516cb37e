import type { Socket } from 'node:net';
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import fastify, { LogController, type FastifyBaseLogger, type FastifyInstance } from 'fastify';
import {
  jsonSchemaTransform,
  jsonSchemaTransformObject,
  serializerCompiler,
  validatorCompiler,
} from 'fastify-type-provider-zod';
import { AppError } from '@orbiquant/kernel';
import {
  createLogger,
  createMetrics,
  enterTrace,
  Histogram,
  newTrace,
  type Registry,
} from '@orbiquant/platform-observe';
import type { Authenticate } from './caller.ts';
import { healthRoutes, type ReadyCheck } from './health.ts';
import { replyWithProblem } from './problem-reply.ts';
import { safeJsonParse } from './safe-json.ts';

/** What every service's server has in common; the rest is its routes. */
export type ServerOptions = {
  service: string;
  logLevel?: string;
  logger?: FastifyBaseLogger;
  authenticate: Authenticate;
  checks?: readonly ReadyCheck[];
  /** Requests a minute from one address; 0 switches the limiter off (internal services on loopback). */
  requestsPerMinute?: number;
  bodyBytesMax?: number;
  /** Makes operating errors of what the driver of its database or venue throws; anything else passes unchanged. */
  translate?: (error: unknown) => unknown;
  /** Adopts the address in X-Forwarded-For only when this many proxies of ours stand before us. */
  proxies?: number;
};

declare module 'fastify' {
  interface FastifyInstance {
    metrics: Registry;
    authenticate: Authenticate;
  }
}

/** A server with limits, traces, problem bodies, health, metrics and OpenAPI 3.1 at /docs. */
export async function createServer(options: ServerOptions): Promise<FastifyInstance> {
  const server = bareServer(options);
  server.decorate('metrics', createMetrics(options.service));
  server.decorate('authenticate', options.authenticate);
  server.setValidatorCompiler(validatorCompiler);
  server.setSerializerCompiler(serializerCompiler);
  const { translate = (error) => error } = options;
  server.setErrorHandler((error, request, reply) => replyWithProblem(translate(error), request, reply));
  server.setNotFoundHandler((request) => {
    throw new AppError('not-found', `Nothing lives at ${request.method} ${request.url.split('?')[0]}`);
  });
  onlySafeJson(server);
  traceRequests(server);
  letGoWhenClosing(server);
  await hardenAndDocument(server, options);
  healthRoutes(server, options.service, options.checks ?? []);
  server.get('/metrics', { schema: { hide: true }, config: { rateLimit: false } }, async (_request, reply) =>
    reply.type(server.metrics.contentType).send(await server.metrics.metrics()),
  );
  return server;
}

function bareServer({
  service,
  logLevel,
  logger,
  bodyBytesMax = 256 * 1024,
  proxies = 0,
}: ServerOptions): FastifyInstance {
  return fastify({
    loggerInstance: logger ?? createLogger(service, logLevel),
    logController: new LogController({ disableRequestLogging: true }),
    frameworkErrors: (error, request, reply) => void replyWithProblem(error, request, reply),
    bodyLimit: bodyBytesMax,
    requestTimeout: 15_000,
    connectionTimeout: 20_000,
    keepAliveTimeout: 30_000,
    http: { headersTimeout: 10_000, maxHeaderSize: 16 * 1024 },
    // exactly as many hops as stand before us: one more, and a caller could write its own address
    trustProxy: (_address: string, hop: number) => hop < proxies,
    routerOptions: { maxParamLength: 200 },
    forceCloseConnections: 'idle',
  });
}

/** JSON and nothing else; an empty body is no body. */
function onlySafeJson(server: FastifyInstance): void {
  server.removeAllContentTypeParsers();
  server.addContentTypeParser(
    /^application\/json(?:;\s*charset=utf-8)?$/i,
    { parseAs: 'string' },
    (_request, body, done) => {
      try {
        done(null, body === '' ? undefined : safeJsonParse(String(body)));
      } catch (error) {
        done(error as Error);
      }
    },
  );
  server.addHook('onRequest', async (request) => {
    if (/%00/i.test(request.url)) throw new AppError('invalid-input', 'The address holds a NUL');
  });
}

/**
 * A connection that was busy when the server began to close is let go with its answer; kept alive, it would hold the
 * stop up until its time-out.
 */
function letGoWhenClosing(server: FastifyInstance): void {
  let closing = false;
  const silent = connectionsWithoutRequest(server);
  server.addHook('preClose', async () => {
    closing = true;
    silent.forEach((socket) => socket.destroy());
  });
  server.addHook('onSend', async (_request, reply) => {
    if (closing) reply.header('connection', 'close');
  });
  server.addHook('onResponse', async () => {
    if (closing) setImmediate(() => server.server.closeIdleConnections());
  });
}

/** Who connected ahead of need, as browsers do, and has asked for nothing yet: Node does not count them as idle. */
function connectionsWithoutRequest(server: FastifyInstance): Set<Socket> {
  const silent = new Set<Socket>();
  server.server.on('connection', (socket: Socket) => {
    silent.add(socket);
    socket.once('close', () => silent.delete(socket));
  });
  server.server.on('request', ({ socket }) => silent.delete(socket));
  return silent;
}

/** Every request belongs to a trace, and its duration is measured by route, never by raw path. */
function traceRequests(server: FastifyInstance): void {
  const seconds = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time to answer, by route and status class',
    labelNames: ['method', 'route', 'status'] as const,
    registers: [server.metrics],
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5],
  });
  server.addHook('onRequest', (request, reply, done) => {
    const trace = newTrace(header(request.headers['traceparent']), request.id);
    enterTrace(trace);
    reply.header('x-trace-id', trace.traceId);
    done();
  });
  server.addHook('onResponse', async (request, reply) => {
    seconds.observe(
      {
        method: request.method,
        route: request.routeOptions.url ?? 'none',
        status: `${Math.floor(reply.statusCode / 100)}xx`,
      },
      reply.elapsedTime / 1000,
    );
  });
}

const header = (value: string | string[] | undefined): string | undefined =>
  typeof value === 'string' ? value : undefined;

async function hardenAndDocument(
  server: FastifyInstance,
  { service, requestsPerMinute = 0 }: ServerOptions,
): Promise<void> {
  await server.register(helmet, { contentSecurityPolicy: false });
  if (requestsPerMinute > 0) await server.register(rateLimit, { max: requestsPerMinute, timeWindow: '1 minute' });
  await server.register(swagger, {
    openapi: { openapi: '3.1.0', info: { title: `OrbiQuant IA: ${service}`, version: '1' } },
    transform: jsonSchemaTransform,
    transformObject: jsonSchemaTransformObject,
  });
  await server.register(swaggerUi, { routePrefix: '/docs' });
}
