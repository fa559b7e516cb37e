import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Route, RouteInput, RouteOutput } from '@orbiquant/contracts';
import { AppError } from '@orbiquant/kernel';
import { checkAccess, type Caller } from './caller.ts';

/** What a handler knows beside its decoded input. */
export type RequestContext = { caller: Caller; idempotencyKey: string; request: FastifyRequest; reply: FastifyReply };

/** Answers a route: decoded input in, decoded output out. */
export type Handler<T extends Route> = (input: RouteInput<T>, context: RequestContext) => Promise<RouteOutput<T>>;

/** Puts a declared route on a server: input checked, caller checked, output encoded and stripped to what is declared. */
export function mount<T extends Route>(server: FastifyInstance, route: T, handler: Handler<T>): void {
  server.route({
    method: route.method,
    url: route.path,
    schema: {
      summary: route.summary,
      params: route.params,
      querystring: route.query,
      ...(route.method === 'GET' ? {} : { body: route.body }),
      response: { [route.status]: route.response },
    },
    config: { access: route.access },
    preValidation: async (request) => {
      request.caller = await server.authenticate(request.headers);
      checkAccess(route.access, request.caller);
      if (route.method !== 'GET') request.body ??= {};
    },
    handler: async (request, reply) => {
      const idempotencyKey = route.idempotent ? idempotencyKeyOf(request) : '';
      const input = { params: request.params, query: request.query, body: request.body } as RouteInput<T>;
      const answer = await handler(input, { caller: request.caller, idempotencyKey, request, reply });
      return reply.code(route.status).send(answer);
    },
  });
}

declare module 'fastify' {
  interface FastifyRequest {
    caller: Caller;
  }
  interface FastifyContextConfig {
    access?: Route['access'];
  }
}

/** @see IETF draft-ietf-httpapi-idempotency-key-header */
function idempotencyKeyOf(request: FastifyRequest): string {
  const key = request.headers['idempotency-key'];
  if (typeof key === 'string' && /^[\x21-\x7e]{1,128}$/.test(key)) return key;
  throw new AppError('invalid-input', 'This needs an Idempotency-Key header of 1 to 128 visible characters', {
    errors: [{ path: 'Idempotency-Key', code: 'required', message: '1 to 128 visible ASCII characters' }],
  });
}
