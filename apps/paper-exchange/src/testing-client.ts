import { createHmac } from 'node:crypto';

/** A reply of the exchange as it came over the wire. */
export type Reply = { status: number; headers: Headers; body: unknown };

/** Credentials tests trade with. */
export const TESTER = { apiKey: 'tester-key', secret: 'tester-secret' };

/** A bare client that signs as the exchange documents it, for tests that look at the wire itself. */
export function testingClient(url: string, { apiKey, secret } = TESTER, adminToken = 'admin-token') {
  async function send(method: string, path: string, query: string): Promise<Reply> {
    const reply = await fetch(`${url}${path}?${query}`, { method, headers: { 'x-mbx-apikey': apiKey } });
    const text = await reply.text();
    return { status: reply.status, headers: reply.headers, body: text === '' ? null : (JSON.parse(text) as unknown) };
  }
  return {
    get: (path: string, params: Record<string, string> = {}) =>
      send('GET', path, new URLSearchParams(params).toString()),
    signed(method: string, path: string, params: Record<string, string> = {}): Promise<Reply> {
      const query = new URLSearchParams({ timestamp: String(Date.now()), recvWindow: '30000', ...params }).toString();
      return send(method, path, `${query}&signature=${createHmac('sha256', secret).update(query).digest('hex')}`);
    },
    async admin(method: string, path: string, body?: unknown): Promise<unknown> {
      const headers = {
        authorization: `Bearer ${adminToken}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      };
      const reply = await fetch(`${url}/admin/v1${path}`, {
        method,
        headers,
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      return reply.json();
    },
  };
}
