import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { rowsOf, errorOf, testStripe } from './test-stripe.ts';

function withCustomers(count: number) {
  const stripe = testStripe();
  const ids = Array.from({ length: count }, (_, k) => {
    stripe.wait(1_000);
    return String(stripe.post('/v1/customers', { email: `c${k}@example.com` })['id']);
  });
  return { stripe, ids };
}

describe('lists', () => {
  const { stripe, ids } = withCustomers(57);

  it('page through everything once, newest first, for any limit, both ways', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100 }), (limit) => {
        const seen: string[] = [];
        for (let more = true, after: string | undefined; more; after = seen.at(-1)) {
          const page = stripe.get('/v1/customers', { limit, ...(after ? { starting_after: after } : {}) });
          seen.push(...rowsOf(page).map(({ id }) => String(id)));
          more = page['has_more'] === true;
        }
        expect(seen).toEqual(ids.toReversed());
        const back: string[] = [seen.at(-1)!];
        for (let more = true; more;) {
          const page = stripe.get('/v1/customers', { limit, ending_before: back[0]! });
          back.unshift(...rowsOf(page).map(({ id }) => String(id)));
          more = page['has_more'] === true;
        }
        expect(back).toEqual(seen);
      }),
      { numRuns: 40 },
    );
  });

  it('filter by time and by field', () => {
    const created = Number(stripe.get(`/v1/customers/${ids[10]!}`)['created']);
    const found = (params: object) => rowsOf(stripe.get('/v1/customers', { limit: 100, ...params })).length;
    expect(found({ created })).toBe(1);
    expect(found({ created: { lt: created } })).toBe(10);
    expect(found({ created: { lte: created } })).toBe(11);
    expect(found({ created: { gt: created } })).toBe(46);
    expect(found({ created: { gte: created, lt: created + 2 } })).toBe(2);
    expect(found({ email: 'c3@example.com' })).toBe(1);
    expect(rowsOf(stripe.get('/v1/customers'))).toHaveLength(10);
  });

  it('refuse a limit out of bounds, an unknown cursor, an unknown filter, an unknown address', () => {
    const ask = (params: object, path = '/v1/customers') =>
      stripe.books.request({ method: 'GET', path, params: { ...params } });
    expect(errorOf(ask({ limit: 101 }))).toMatchObject({ param: 'limit' });
    expect(errorOf(ask({ limit: 0 }))).toMatchObject({ param: 'limit' });
    expect(errorOf(ask({ starting_after: 'cus_none' }))).toMatchObject({
      code: 'resource_missing',
      param: 'starting_after',
    });
    expect(errorOf(ask({ favourite: 1 }))).toMatchObject({ code: 'parameter_unknown', param: 'favourite' });
    expect(ask({}, '/v1/nonsense')).toMatchObject({ status: 404, body: { error: { type: 'invalid_request_error' } } });
    expect(ask({}, '/v1/customers/cus_none')).toMatchObject({
      status: 404,
      body: { error: { code: 'resource_missing', param: 'id' } },
    });
  });

  it('keep what was news as it was then', () => {
    const id = ids[0]!;
    stripe.post(`/v1/customers/${id}`, { email: 'new@example.com', metadata: { a: '1' } });
    const [event] = rowsOf(stripe.get('/v1/events', { type: 'customer.updated' }));
    expect(event).toMatchObject({
      data: { object: { email: 'new@example.com' }, previous_attributes: { email: 'c0@example.com', metadata: {} } },
    });
    stripe.post(`/v1/customers/${id}`, { email: 'newer@example.com', metadata: { a: '' } });
    expect(stripe.get(`/v1/events/${String(event?.['id'])}`)).toEqual(event);
    expect(stripe.get(`/v1/customers/${id}`)).toMatchObject({ email: 'newer@example.com', metadata: {} });
  });
});
