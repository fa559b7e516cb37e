import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import helmet from '@fastify/helmet';
import fastifyStatic from '@fastify/static';
import fastify, { type FastifyBaseLogger, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { healthRoutes } from '@orbiquant/platform-http';
import { createLogger, createMetrics } from '@orbiquant/platform-observe';
import { contentPolicy } from './content-policy.ts';
import { proxies } from './proxies.ts';

/** Where it listens, what stands behind it, and where the built pages lie. A port of 0 takes any that is free. */
export type FrontendOptions = {
  host?: string;
  port: number;
  logLevel?: string;
  backendUrl: string;
  socketUrl: string;
  distFolder?: string;
};

/** A running front door. */
export type RunningFrontend = { url: string; server: FastifyInstance; stop: () => Promise<void> };

const DIST = fileURLToPath(new URL('../dist', import.meta.url));
const YEAR_SEC = 31_536_000;
/** Addresses of files and services: what is not there is not a page. */
const NO_PAGE = /^\/(assets|api|socket\.io|health|metrics)(\/|\?|$)/;

/** Serves the built single-page application and passes API calls and sockets on. */
export async function startFrontend(options: FrontendOptions): Promise<RunningFrontend> {
  const { host = '127.0.0.1', port, logLevel, distFolder = DIST } = options;
  const log: FastifyBaseLogger = createLogger('frontend', logLevel);
  const server = fastify({ loggerInstance: log, disableRequestLogging: true, forceCloseConnections: true });
  await server.register(helmet, { contentSecurityPolicy: false });
  const metrics = createMetrics('frontend');
  server.get('/metrics', async (_request, reply) => reply.type(metrics.contentType).send(await metrics.metrics()));
  healthRoutes(server, 'frontend', [
    { name: 'pages', check: async () => said(pageOf(distFolder), 'built', 'the pages are not built') },
    { name: 'backend', check: () => backendLives(options.backendUrl) },
  ]);
  await proxies(server, options);
  await servePages(server, distFolder);
  const url = await server.listen({ host, port });
  return { url, server, stop: () => server.close() };
}

function pageOf(distFolder: string): string | null {
  const file = join(distFolder, 'index.html');
  return existsSync(file) ? readFileSync(file, 'utf8') : null;
}

/** Files by their names, and for any other address the page, which knows its own routes. */
async function servePages(server: FastifyInstance, distFolder: string): Promise<void> {
  await server.register(fastifyStatic, {
    root: distFolder,
    index: false,
    cacheControl: false,
    setHeaders: (reply, path) =>
      reply.setHeader(
        'cache-control',
        path.includes('/assets/') ? `public, max-age=${YEAR_SEC}, immutable` : 'public, max-age=3600',
      ),
  });
  const answer = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const page = ['GET', 'HEAD'].includes(request.method) && !NO_PAGE.test(request.url) ? pageOf(distFolder) : null;
    return page === null ? reply.code(404).send({ code: 'not-found' }) : sendPage(reply, page);
  };
  server.get('/', answer);
  server.setNotFoundHandler(answer);
}

/** Read afresh for each visit: a new build is served at once, with the hashes of its own scripts. */
const sendPage = (reply: FastifyReply, page: string): FastifyReply =>
  reply
    .code(200)
    .type('text/html; charset=utf-8')
    .header('cache-control', 'no-cache')
    .header('content-security-policy', contentPolicy(page))
    .send(page);

function said<T>(value: T | null, detail: string, otherwise: string): string {
  if (value === null) throw new Error(otherwise);
  return detail;
}

async function backendLives(backendUrl: string): Promise<string> {
  const response = await fetch(`${backendUrl}/health/live`, { signal: AbortSignal.timeout(1_500) });
  if (!response.ok) throw new Error(`answers ${response.status}`);
  return 'answers';
}
