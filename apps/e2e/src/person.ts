import { z } from 'zod';
import { signIn, type CallInput, type Route, type RouteOutput } from '@orbiquant/contracts';
import { newId } from '@orbiquant/kernel';
import { addressOf } from '@orbiquant/platform-http';

/** An answer as it came over the wire. */
export type Answer = { status: number; text: string };

/** Somebody who uses the platform through its backend. */
export type PersonOfDemo = {
  /** The decoded answer. @throws with the problem when the status is not a success */
  call: <T extends Route>(route: T, input?: CallInput<T>) => Promise<RouteOutput<T>>;
  /** The answer itself, whatever its status. */
  ask: <T extends Route>(route: T, input?: CallInput<T>) => Promise<Answer>;
};

/** A person of the demonstration: signs in when first needed, and again when the token has expired. */
export function personOfDemo(backendUrl: string, credentials: { email: string; password: string }): PersonOfDemo {
  let token: string | null = null;

  async function ask<T extends Route>(route: T, input?: CallInput<T>): Promise<Answer> {
    token ??= decoded(signIn, await send(backendUrl, signIn, { input: { body: credentials } })).accessToken;
    const given = { input: input ?? {}, token };
    const answer = await send(backendUrl, route, given);
    if (answer.status !== 401) return answer;
    token = decoded(signIn, await send(backendUrl, signIn, { input: { body: credentials } })).accessToken;
    return send(backendUrl, route, { ...given, token });
  }
  return { ask, call: async (route, input) => decoded(route, await ask(route, input)) };
}

type Sending = { input: { params?: unknown; query?: unknown; body?: unknown }; token?: string };

/** One request by the contract, without retries: a test wants to see each answer. */
export async function send(baseUrl: string, route: Route, { input, token }: Sending): Promise<Answer> {
  const response = await fetch(addressOf(baseUrl, route, input), {
    method: route.method,
    headers: {
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...(route.method === 'GET' ? {} : { 'content-type': 'application/json' }),
      ...(route.idempotent ? { 'idempotency-key': newId() } : {}),
    },
    ...(route.method === 'GET' ? {} : { body: JSON.stringify(z.encode(route.body, input.body ?? {})) }),
    signal: AbortSignal.timeout(30_000),
  });
  return { status: response.status, text: await response.text() };
}

/** What the contract says the answer is. */
export function decoded<T extends Route>(route: T, { status, text }: Answer): RouteOutput<T> {
  if (status !== route.status) throw new Error(`${route.method} ${route.path} answered ${status}: ${text}`);
  return z.decode(route.response, JSON.parse(text) as z.input<T['response']>) as RouteOutput<T>;
}
