import type { Person } from '@orbiquant/contracts';
import { useSession } from '../api/session.ts';

export const USER_ID = '018f6b1e-5b8e-7c3a-9b1d-2f4e6a8c0d1f';

/** An answer by path: a body, or a problem with its status. */
export type Answer = { status?: number; body: unknown };
export type Sent = { method: string; path: string; query: URLSearchParams; key: string | null; body: unknown };
export type Answers = Readonly<Record<string, Answer | ((sent: Sent) => Answer)>>;

const STATUS = { mode: 'synthetic', clock: null, services: [], version: '1' };

/** A platform that answers by path (`POST /api/…`, else the path alone) and remembers what it was asked. */
export function serve(answers: Answers, roles: Person['roles'] = ['investor']): Sent[] {
  const sent: Sent[] = [];
  const person = {
    userId: USER_ID,
    email: 'a@b.es',
    displayName: 'A',
    roles,
    language: 'es' as const,
    isDemo: true,
  };
  useSession.setState({ status: 'signed-in', session: { accessToken: 'token', expiresAtMs: 1, person } });
  globalThis.fetch = (async (
    address: string,
    init: { method: string; headers: Record<string, string>; body?: string },
  ) => {
    const { pathname, searchParams } = new URL(address, 'http://house');
    const one: Sent = {
      method: init.method,
      path: pathname,
      query: searchParams,
      key: init.headers['idempotency-key'] ?? null,
      body: init.body ? JSON.parse(init.body) : null,
    };
    sent.push(one);
    const found = answers[`${init.method} ${pathname}`] ?? answers[pathname];
    const usual = { body: pathname === '/api/v1/system/status' ? STATUS : undefined };
    const { status = 200, body }: Answer = typeof found === 'function' ? found(one) : (found ?? usual);
    return { ok: status < 400, status, headers: new Headers(), json: async () => body };
  }) as never;
  return sent;
}

/** A refusal as the house words it. */
export const problem = (
  status: number,
  code: string,
  errors: readonly { path: string; code: string }[] = [],
): Answer => ({
  status,
  body: {
    type: '',
    title: '',
    status,
    detail: '',
    instance: '',
    code,
    traceId: 'trace-1',
    errors: errors.map((error) => ({ ...error, message: '' })),
  },
});
