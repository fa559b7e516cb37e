import type { FastifyReply } from 'fastify';
import { AppError } from '@orbiquant/kernel';

/** Longer than a model may take and the planner after it. */
const PATIENCE_MS = 120_000;

/** Keeps a silent connection open while an answer is made; the signal aborts when the client goes away first. */
export function waitFor(reply: FastifyReply): AbortSignal {
  const gone = new AbortController();
  reply.raw.socket?.setTimeout(PATIENCE_MS);
  reply.raw.on('close', () => {
    if (!reply.raw.writableFinished) gone.abort(new AppError('timed-out', 'Nobody waits for the answer any more'));
  });
  return gone.signal;
}
