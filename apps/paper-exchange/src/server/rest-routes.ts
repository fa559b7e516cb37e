import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { OPERATIONS } from '../operations/index.ts';
import type { Operation } from '../protocol/operation.ts';
import type { Params } from '../protocol/params.ts';
import type { Gateway } from './gateway.ts';

/** The REST interface: every operation at its path, parameters from the query and from a form body. */
export function restRoutes(server: FastifyInstance, gateway: Gateway): void {
  server.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) =>
    done(null, body),
  );
  for (const operation of OPERATIONS) {
    server.route({
      method: operation.method,
      url: operation.path,
      handler: (request, reply) => answer(operation, { request, reply, gateway }),
    });
  }
  server.setNotFoundHandler((request, reply) =>
    reply.code(404).send({ code: -1000, msg: `Path ${request.method} ${request.url.split('?')[0]} does not exist.` }),
  );
}

type Exchange = { request: FastifyRequest; reply: FastifyReply; gateway: Gateway };

async function answer(operation: Operation, { request, reply, gateway }: Exchange): Promise<FastifyReply> {
  const query = request.url.split('?')[1] ?? '';
  const body = typeof request.body === 'string' ? request.body : '';
  const apiKey = request.headers['x-mbx-apikey'];
  const outcome = await gateway({
    operation,
    apiKey: typeof apiKey === 'string' ? apiKey : undefined,
    params: paramsOf(`${query}&${body}`),
    payload: withoutSignature(query) + withoutSignature(body),
    address: request.ip,
  });
  if (outcome.lost) return loseReply(reply);
  return reply.code(outcome.status).headers(outcome.headers).send(outcome.body);
}

/** The client never hears back: the connection stays open, silent, until the client gives up. */
function loseReply(reply: FastifyReply): FastifyReply {
  reply.hijack();
  return reply;
}

const paramsOf = (text: string): Params => Object.fromEntries(new URLSearchParams(text));

const withoutSignature = (text: string): string =>
  text
    .split('&')
    .filter((pair) => !pair.startsWith('signature='))
    .join('&');
