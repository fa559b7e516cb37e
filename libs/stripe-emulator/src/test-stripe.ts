import { invariant, seededRng } from '@orbiquant/kernel';
import { createStripeBooks, type StripeBooks } from './stripe-books.ts';
import type { StripeReply } from './stripe-reply.ts';
import type { StripeSettings } from './stripe-settings.ts';

const START_MS = Date.UTC(2026, 0, 31, 12);
export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;

type Body = StripeReply['body'];
type Fields = Record<string, unknown>;
type Headers = { account?: string; idempotencyKey?: string };

/** A Stripe for tests: a clock by hand, 10,000.00 USD at hand, short ways to ask. */
export type TestStripe = {
  readonly books: StripeBooks;
  wait(ms: number): void;
  nowMs(): number;
  reply(path: string, params: Fields, headers?: Headers): StripeReply;
  /** @throws InvariantError unless it is done. */
  post(path: string, params: Fields, headers?: Headers): Body;
  get(path: string, params?: Fields, account?: string): Body;
  eventTypes(): string[];
};

/** Opens a Stripe for a test, at a fixed moment. */
export function testStripe(settings: Partial<StripeSettings> = {}): TestStripe {
  let nowMs = START_MS;
  const books = createStripeBooks({
    nowMs: () => nowMs,
    rng: seededRng('test'),
    settings: { openingBalances: { usd: 1_000_000n }, ...settings },
  });
  const done = ({ status, body }: StripeReply, path: string): Body => {
    invariant(status === 200, `${path}: ${JSON.stringify(body)}`);
    return body;
  };
  const reply = (path: string, params: Fields, headers: Headers = {}): StripeReply =>
    books.request({ method: 'POST', path, params, ...headers });
  return {
    books,
    nowMs: () => nowMs,
    wait: (ms) => {
      nowMs += ms;
      books.advance();
    },
    reply,
    post: (path, params, headers) => done(reply(path, params, headers), path),
    get: (path, params = {}, account) => done(books.request({ method: 'GET', path, params, account }), path),
    eventTypes: () => books.takeEvents().map(({ type }) => type),
  };
}

/** A connected account that may be paid. */
export const bankedAccount = (stripe: TestStripe): string =>
  String(stripe.post('/v1/accounts', { type: 'express', country: 'US', external_account: 'btok_us_verified' })['id']);

/** The error of a refused request. */
export const errorOf = ({ body }: StripeReply): Record<string, unknown> => {
  invariant(typeof body['error'] === 'object' && body['error'] !== null, 'a refused request carries an error');
  return body['error'] as Record<string, unknown>;
};

/** The rows of a list. */
export const rowsOf = (list: Body): readonly Record<string, unknown>[] =>
  list['data'] as readonly Record<string, unknown>[];
