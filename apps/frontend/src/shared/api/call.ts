import { z } from 'zod';
import type { CallInput, Route, RouteOutput } from '@orbiquant/contracts';
import { addressOf } from './address-of.ts';
import { send } from './send.ts';

/** What a single call may carry beside its input. */
export type CallOptions = {
  idempotencyKey?: string;
  signal?: AbortSignal;
  /** A refusal is final: the session is not renewed to ask again. */
  once?: boolean;
};

/** Calls a route of the house: values in, values out; every failure is a `CallError`. */
export async function call<T extends Route>(
  route: T,
  input: CallInput<T>,
  { idempotencyKey, signal, once = false }: CallOptions = {},
): Promise<RouteOutput<T>> {
  const response = await send(addressOf(route, input), {
    method: route.method,
    headers: idempotencyKey ? { 'idempotency-key': idempotencyKey } : {},
    ...(route.method === 'GET' ? {} : { json: z.encode(route.body, input.body ?? {}) }),
    ...(signal ? { signal } : {}),
    once,
  });
  return z.decode(route.response, await response.json()) as RouteOutput<T>;
}
