import { z } from 'zod';
import type { Route, RouteOutput } from '@orbiquant/contracts';
import { digestOf } from '@orbiquant/kernel';
import { claimKey, finishKey, releaseKey } from '@orbiquant/ledger-store';
import type { EntityManager } from '@orbiquant/platform-db';
import { personOf, type RequestContext } from '@orbiquant/platform-http';
import type { Deps } from './deps.ts';

/** Stores the answer in the transaction of its effect: both are there or neither is. */
export type Finish<T extends Route> = (tx: EntityManager, answer: RouteOutput<T>) => Promise<void>;

/** One request that carries an Idempotency-Key. */
export type KeyedRequest<T extends Route> = {
  route: T;
  input: { params: unknown; body: unknown };
  context: RequestContext;
};

/**
 * Runs `work` once for a person, route and key, however often and however concurrently it is asked for; a repeated
 * request gets the stored answer and says so in `Idempotency-Replayed`. Work that fails has not happened and may be retried.
 */
export async function idempotently<T extends Route>(
  { db, clock }: Deps,
  { route, input, context }: KeyedRequest<T>,
  work: (finish: Finish<T>) => Promise<RouteOutput<T>>,
): Promise<RouteOutput<T>> {
  const requestHash = digestOf({
    params: z.encode(route.params, input.params ?? {}),
    body: z.encode(route.body, input.body ?? {}),
  });
  const { userId } = personOf(context.caller);
  const name = `${route.method} ${route.path}`;
  const claim = await claimKey(db, { userId, route: name, key: context.idempotencyKey, requestHash }, clock.nowMs());
  if (claim.done) {
    context.reply.header('Idempotency-Replayed', 'true');
    return z.decode(route.response, claim.answer) as RouteOutput<T>;
  }
  try {
    return await work((tx, answer) => finishKey(tx, claim.claimId, z.encode(route.response, answer)));
  } catch (error) {
    await releaseKey(db, claim.claimId);
    throw error;
  }
}
