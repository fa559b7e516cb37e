import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import { ASK_STREAM_PATH, AskBody, CopilotEvent } from '@orbiquant/contracts';
import { AppError } from '@orbiquant/kernel';
import { checkAccess, personOf } from '@orbiquant/platform-http';
import type { Ask, Asked } from '../asker.ts';
import { waitFor } from './wait-for.ts';

const HEARTBEAT_MS = 10_000;

/** The answer while it is made, as server-sent events. Whoever goes away ends the work. */
export function askStream(server: FastifyInstance, ask: Ask): void {
  server.route({
    method: 'POST',
    url: ASK_STREAM_PATH,
    schema: { summary: 'Ask the copilot; the answer streams as server-sent events', body: AskBody },
    config: { access: 'signed-in' },
    preValidation: async (request) => {
      request.caller = await server.authenticate(request.headers);
      checkAccess('signed-in', request.caller);
    },
    handler: async (request, reply) => {
      const person = personOf(request.caller);
      const signal = waitFor(reply);
      reply.hijack();
      await stream(reply, { body: request.body as AskBody, person, signal }, ask).catch((error: unknown) => {
        request.log.error({ err: error }, 'the answer could not be streamed');
        reply.raw.destroy();
      });
    },
  });
}

/** @see WHATWG HTML, section 9.2 Server-sent events */
async function stream({ raw }: FastifyReply, asked: Asked, ask: Ask): Promise<void> {
  raw.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  });
  const emit = (event: CopilotEvent): void => {
    if (!asked.signal?.aborted) raw.write(`data: ${JSON.stringify(z.encode(CopilotEvent, event))}\n\n`);
  };
  const heartbeat = setInterval(() => raw.write(': alive\n\n'), HEARTBEAT_MS);
  try {
    emit({ type: 'done', ...(await ask({ ...asked, emit })) });
  } catch (error) {
    emit(failedEvent(error));
  } finally {
    clearInterval(heartbeat);
    raw.end();
  }
}

/** What went wrong, as far as it may be told. */
function failedEvent(error: unknown): CopilotEvent {
  return error instanceof AppError
    ? { type: 'failed', code: error.code, message: error.message }
    : { type: 'failed', code: 'internal', message: 'Something went wrong on our side' };
}
