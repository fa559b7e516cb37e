import { newId } from '@orbiquant/kernel';

const WAIT_MS = 2_000;

/** What a request came to; status 0 when nobody answered. */
export type Reply = { status: number; body: Record<string, unknown> };

/** A person in front of the backend, who tries again with the same key when nobody answers. */
export type Person = {
  /** A list; empty when nobody answers. */
  get: (path: string) => Promise<unknown[]>;
  signIn: (email: string, password: string) => Promise<void>;
  post: (path: string, body: object, key?: string) => Promise<Reply>;
};

/** A person at an address; nothing of what goes wrong is thrown. */
export function personAt(url: string): Person {
  let token = '';
  const post: Person['post'] = async (path, body, key) => {
    const headers = {
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      'content-type': 'application/json',
      ...(key ? { 'idempotency-key': key } : {}),
    };
    try {
      const reply = await fetch(`${url}${path}`, {
        method: 'POST',
        headers,
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(WAIT_MS),
      });
      const answer: unknown = await reply.json();
      return { status: reply.status, body: answer as Record<string, unknown> };
    } catch {
      return { status: 0, body: {} };
    }
  };
  const get: Person['get'] = async (path) => {
    const headers = { authorization: `Bearer ${token}` };
    const reply = await fetch(`${url}${path}`, { headers, signal: AbortSignal.timeout(WAIT_MS) }).catch(() => null);
    const answer: unknown = reply?.ok ? await reply.json() : [];
    return Array.isArray(answer) ? answer : [];
  };
  return {
    get,
    post,
    signIn: async (email, password) => {
      const { body } = await post('/api/v1/auth/sign-in', { email, password });
      token = typeof body['accessToken'] === 'string' ? body['accessToken'] : token;
    },
  };
}

/** Pays on a hosted page as a browser does. */
export async function fillPage(url: string, fields: Record<string, string>): Promise<void> {
  const reply = await fetch(url, { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' });
  await reply.arrayBuffer();
}

/** A key that no request has had. */
export const freshKey = (): string => newId();
