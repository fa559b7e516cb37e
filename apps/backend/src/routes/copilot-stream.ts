import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import { ASK_STREAM_PATH, AskBody } from '@orbiquant/contracts';
import { AppError } from '@orbiquant/kernel';
import { checkAccess, personOf, type PersonCaller } from '@orbiquant/platform-http';
import { currentTrace, newTrace, traceparentOf } from '@orbiquant/platform-observe';
import type { Deps } from '../deps.ts';
import { refusalOf } from './refusal-of.ts';

const ABSENT = 'The copilot does not answer';

/** The copilot's answer as it is made: the sibling's event stream, piped through; who goes away aborts it. */
export function copilotStream(server: FastifyInstance, deps: Deps): void {
  server.route({
    method: 'POST',
    url: ASK_STREAM_PATH,
    schema: { summary: 'Ask the copilot and watch the answer being made (server-sent events)', body: AskBody },
    config: { access: 'signed-in' },
    preValidation: async (request) => {
      request.caller = await server.authenticate(request.headers);
      checkAccess('signed-in', request.caller);
    },
    handler: async (request, reply) => {
      const stop = new AbortController();
      reply.raw.on('close', () => stop.abort());
      const answer = await askForStream(deps, {
        body: request.body as AskBody,
        person: personOf(request.caller),
        signal: stop.signal,
      });
      return pipe(reply, answer, stop);
    },
  });
}

type Question = { body: AskBody; person: PersonCaller; signal: AbortSignal };

async function askForStream({ peers }: Deps, { body, person, signal }: Question): Promise<Response> {
  const { url, sign } = peers['llm-agent'];
  const response = await fetch(`${url}${ASK_STREAM_PATH}`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${await sign(person)}`,
      accept: 'text/event-stream',
      'content-type': 'application/json',
      traceparent: traceparentOf(currentTrace() ?? newTrace()),
    },
    body: JSON.stringify(z.encode(AskBody, body)),
    signal,
  }).catch((cause: unknown) => {
    throw new AppError('service-unavailable', ABSENT, { retryable: true, cause });
  });
  if (!response.ok || !response.body) throw await refusalOf(response, ABSENT);
  return response;
}

function pipe(reply: FastifyReply, response: Response, stop: AbortController): FastifyReply {
  const stream = Readable.fromWeb(response.body as ReadableStream<Uint8Array>);
  stream.on('error', () => stop.abort());
  return reply
    .header('content-type', 'text/event-stream; charset=utf-8')
    .header('cache-control', 'no-store')
    .header('x-accel-buffering', 'no')
    .send(stream);
}
