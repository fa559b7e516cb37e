import httpProxy from '@fastify/http-proxy';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/** Longer than the slowest answer of the copilot. */
const ANSWER_MS_MAX = 130_000;

type ProxyOptions = NonNullable<Parameters<typeof httpProxy>[1]>;

/**
 * The relay checks where a page comes from, so the page's own origin travels on. The option is the plugin's; its types
 * lack it.
 */
const keepingOrigin = {
  rewriteRequestHeaders: (headers: Record<string, unknown>, { headers: { origin } }: FastifyRequest) => ({
    ...headers,
    ...(origin ? { origin } : {}),
  }),
} as NonNullable<ProxyOptions['wsClientOptions']>;

/** The API and the live socket behind the same door as the pages, so that cookies stay on one origin. */
export async function proxies(server: FastifyInstance, urls: { backendUrl: string; socketUrl: string }): Promise<void> {
  await server.register(httpProxy, {
    upstream: urls.backendUrl,
    prefix: '/api',
    rewritePrefix: '/api',
    disableRequestLogging: true,
    undici: { connections: 128, headersTimeout: ANSWER_MS_MAX, bodyTimeout: 0 },
    replyOptions: {
      rewriteRequestHeaders: (request, headers) => ({ ...headers, 'x-forwarded-for': request.ip }),
      onError: (reply) => void noAnswer(reply as FastifyReply),
    },
  });
  await server.register(httpProxy, {
    upstream: urls.socketUrl,
    prefix: '/socket.io',
    rewritePrefix: '/socket.io',
    disableRequestLogging: true,
    websocket: true,
    wsUpstream: urls.socketUrl.replace(/^http/, 'ws'),
    wsClientOptions: keepingOrigin,
  });
}

function noAnswer(reply: FastifyReply): FastifyReply {
  return reply
    .code(503)
    .header('retry-after', 2)
    .type('application/problem+json')
    .send({
      type: '/docs/errors/service-unavailable',
      title: 'service unavailable',
      status: 503,
      detail: 'The backend does not answer',
      instance: reply.request.url.split('?')[0],
      code: 'service-unavailable',
      traceId: reply.request.id,
    });
}
