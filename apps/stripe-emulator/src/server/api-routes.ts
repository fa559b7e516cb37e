import { newId } from '@orbiquant/kernel';
import { parseForm, StripeFault, type StripeReply, type StripeRequest } from '@orbiquant/stripe-emulator';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { RecordedStripe } from '../recorded-stripe.ts';
import { apiKeyOf } from './api-key.ts';
import type { Faults } from './faults.ts';

export type ApiParts = { readonly stripe: RecordedStripe; readonly faults: Faults };

/** Stripe's API at `/v1`: forms in, JSON out. */
export function apiRoutes(server: FastifyInstance, parts: ApiParts): void {
  const inFlight = new Set<string>();
  server.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) =>
    done(null, body),
  );
  strangers(server);
  server.route({
    method: ['GET', 'POST', 'DELETE'],
    url: '/v1/*',
    handler: (request, reply) => serve(request, reply, { ...parts, inFlight }),
  });
}

/** Whatever else comes is told as Stripe tells it. */
function strangers(server: FastifyInstance): void {
  server.setNotFoundHandler((request, reply) =>
    reply.code(404).send({
      error: {
        type: 'invalid_request_error',
        message: `Unrecognized request URL (${request.method}: ${request.url.split('?')[0]}).`,
      },
    }),
  );
  server.setErrorHandler((error: FastifyError, request, reply) => {
    const status = error.statusCode ?? 500;
    if (status >= 500) request.log.error(error);
    const type = status >= 500 ? 'api_error' : 'invalid_request_error';
    return reply
      .code(status)
      .send({ error: { type, message: status >= 500 ? 'An unknown error occurred' : 'The request cannot be read' } });
  });
}

type Serving = ApiParts & { readonly inFlight: Set<string> };

async function serve(request: FastifyRequest, reply: FastifyReply, serving: Serving): Promise<FastifyReply> {
  const asked = readRequest(request);
  if ('error' in asked) return send(reply, asked.error);
  const { idempotencyKey, account = '' } = asked;
  if (idempotencyKey === undefined) return answer(reply, asked, serving);
  const inFlight = `${account}/${idempotencyKey}`;
  if (serving.inFlight.has(inFlight)) return send(reply, keyInUse(idempotencyKey));
  serving.inFlight.add(inFlight);
  return answer(reply, asked, serving).finally(() => serving.inFlight.delete(inFlight));
}

/** Answers a request, or has it meet the fault that somebody ordered. */
async function answer(reply: FastifyReply, asked: StripeRequest, { stripe, faults }: Serving): Promise<FastifyReply> {
  const fault = await faults.ofRequest(`${asked.method} ${asked.path}`);
  const errand = { run: () => stripe.request(asked), isExecuted: fault?.executed ?? false };
  return (FATES[fault?.kind ?? 'none'] ?? answerAsAsked)(reply, errand);
}

type Errand = { readonly run: () => StripeReply; readonly isExecuted: boolean };
type Fate = (reply: FastifyReply, errand: Errand) => FastifyReply;

const answerAsAsked: Fate = (reply, { run }) => send(reply, run());

const FATES: Readonly<Record<string, Fate>> = {
  'drop-request': (reply) => cut(reply),
  'drop-reply': (reply, { run }) => (run(), cut(reply)),
  // the connection stays open, silent, until the client gives up
  'accept-then-hang': (reply, { run }) => (run(), reply.hijack()),
  'bare-404': (reply, { run, isExecuted }) => (isExecuted && run(), reply.code(404).send({ status: 'not found' })),
  'bare-500': (reply, { run, isExecuted }) => (
    isExecuted && run(),
    reply.code(500).type('text/html').send('<h1>Bad gateway</h1>')
  ),
};

function cut(reply: FastifyReply): FastifyReply {
  reply.hijack();
  reply.raw.destroy();
  return reply;
}

const text = (value: string | string[] | undefined): string | undefined => (Array.isArray(value) ? value[0] : value);

function readRequest(request: FastifyRequest): StripeRequest | { error: StripeReply } {
  const [path = '', query = ''] = request.url.split('?');
  const requestId = `req_${newId().replaceAll('-', '').slice(-14)}`;
  try {
    return {
      method: request.method as StripeRequest['method'],
      path,
      params: parseForm(request.method === 'POST' && typeof request.body === 'string' ? request.body : query),
      idempotencyKey: text(request.headers['idempotency-key']),
      account: text(request.headers['stripe-account']),
      apiKey: apiKeyOf(request.headers.authorization),
      requestId,
    };
  } catch (error) {
    if (!(error instanceof StripeFault)) throw error;
    return { error: { status: error.status, headers: { 'request-id': requestId }, body: { error: error.error } } };
  }
}

const keyInUse = (key: string): StripeReply => ({
  status: 409,
  headers: { 'stripe-should-retry': 'true' },
  body: {
    error: {
      type: 'idempotency_error',
      code: 'idempotency_key_in_use',
      message: `There is currently another in-progress request using this Stripe idempotency key (that probably means you submitted twice, and the other request is still going through): ${key}.`,
    },
  },
});

/** Echoes what the client sent about itself, as Stripe does. */
function send(reply: FastifyReply, answer: StripeReply): FastifyReply {
  for (const name of ['idempotency-key', 'stripe-account', 'stripe-version']) {
    const given = text(reply.request.headers[name]);
    if (given !== undefined) void reply.header(name, given);
  }
  return reply.code(answer.status).headers(answer.headers).send(answer.body);
}
