import { describe, expect, it } from '@jest/globals';
import { decimal, ZERO } from '@orbiquant/kernel';
import { ORDER_STATES, type Fill, type Order } from '@orbiquant/contracts';
import { clientOrderIdOf, intentIdOf } from './client-order-id.ts';
import { fenceVerdict, pendingFate } from './fence.ts';
import { orderProgress, type VenueOrder } from './order-progress.ts';
import { advance, isLive, ORDER_TRANSITIONS } from './order-state.ts';

const order = (state: Order['state'] = 'open'): Order => ({
  orderId: 'o',
  agentId: 'orion',
  decisionId: 'd',
  intentId: 'i',
  clientOrderId: 'oqi',
  venueOrderId: null,
  symbol: 'BTC/USDT',
  side: 'buy',
  type: 'limit',
  purpose: 'entry',
  quantity: decimal('3'),
  limitPrice: decimal('100'),
  stopPrice: null,
  filledQuantity: ZERO,
  filledNotional: ZERO,
  state,
  reason: null,
  createdAtMs: 0,
  updatedAtMs: 0,
});
const fill = (id: string, quantity: string): Fill => ({
  fillId: id,
  agentId: 'orion',
  orderId: 'o',
  decisionId: 'd',
  venueTradeId: id,
  venueOrderId: '9',
  symbol: 'BTC/USDT',
  side: 'buy',
  price: decimal('100'),
  quantity: decimal(quantity),
  fee: ZERO,
  feeAsset: 'USDT',
  filledAtMs: 0,
});
const said = (status: VenueOrder['status'], filled: string): VenueOrder => ({
  venueOrderId: '9',
  clientOrderId: 'oqi',
  status,
  filledQuantity: decimal(filled),
});

/** Something that reaches us about an order, by whatever road. */
type News = { fill: Fill } | { venue: VenueOrder };

function tell(news: readonly News[]): Order {
  let current = order('sending');
  const fills: Fill[] = [];
  for (const item of news) {
    if ('fill' in item && !fills.some(({ venueTradeId }) => venueTradeId === item.fill.venueTradeId))
      fills.push(item.fill);
    current = orderProgress(current, fills, 'venue' in item ? item.venue : null);
  }
  return current;
}

function permutations<T>(items: readonly T[]): T[][] {
  return items.length <= 1
    ? [[...items]]
    : items.flatMap((item, at) =>
        permutations([...items.slice(0, at), ...items.slice(at + 1)]).map((rest) => [item, ...rest]),
      );
}

describe('an order', () => {
  it('X13: ends in the same state for all 720 orders in which acknowledgement, fills, duplicates and the end may arrive', () => {
    const news: News[] = [
      { venue: said('open', '0') },
      { fill: fill('1', '1') },
      { fill: fill('2', '1.5') },
      { fill: fill('2', '1.5') },
      { fill: fill('3', '0.5') },
      { venue: said('filled', '3') },
    ];
    const ends = permutations(news).map(tell);
    expect(ends).toHaveLength(720);
    for (const end of ends)
      expect({ state: end.state, filled: end.filledQuantity.toFixed(), venueOrderId: end.venueOrderId }).toEqual({
        state: 'filled',
        filled: '3',
        venueOrderId: '9',
      });
  });

  it('X13: a partial fill followed by a cancel is canceled with its fills, in every order', () => {
    const news: News[] = [
      { venue: said('open', '0') },
      { fill: fill('1', '1') },
      { fill: fill('1', '1') },
      { venue: said('canceled', '1') },
    ];
    for (const end of permutations(news).map(tell))
      expect([end.state, end.filledQuantity.toFixed()]).toEqual(['canceled', '1']);
  });

  it('X3: filled and closed before the first query is filled', () => {
    expect(orderProgress(order('unknown'), [fill('1', '3')], said('filled', '3')).state).toBe('filled');
  });

  it('takes only the legal steps', () => {
    for (const from of ORDER_STATES) {
      for (const to of ORDER_STATES) {
        const legal = from === to || ORDER_TRANSITIONS[from].includes(to);
        if (legal) expect(advance(from, to)).toBe(to);
        else expect(() => advance(from, to)).toThrow(/cannot go/);
      }
    }
  });

  it('is live exactly while the venue may still act on it', () => {
    expect(ORDER_STATES.filter(isLive)).toEqual([
      'pending',
      'sending',
      'unknown',
      'open',
      'partially-filled',
      'canceling',
    ]);
  });
});

describe('the fence', () => {
  const limits = { attemptMs: 10_000, queryLagMs: 5_000 };
  const absent = { inOpen: false, inClosed: false, inTrades: false };

  it('X2: waits until the attempt cannot arrive any more, then calls an absent order not placed', () => {
    expect(fenceVerdict({ sentAtMs: 0, nowMs: 15_000 }, limits, absent)).toBe('wait');
    expect(fenceVerdict({ sentAtMs: 0, nowMs: 15_001 }, limits, absent)).toBe('not-placed');
  });
  it.each(['inOpen', 'inClosed', 'inTrades'] as const)('X1: an order found %s is placed, however late', (where) => {
    expect(fenceVerdict({ sentAtMs: 0, nowMs: 1e9 }, limits, { ...absent, [where]: true })).toBe('placed');
  });
  it('D7: an intent that was never begun is sent while fresh and expires after its time', () => {
    expect(pendingFate(0, 30_000, 30_000)).toBe('send');
    expect(pendingFate(0, 30_001, 30_000)).toBe('expire');
  });
});

describe('ids of intents', () => {
  const key = {
    agentId: 'orion',
    symbol: 'BTC/USDT',
    interval: '5m',
    candleOpenTimeMs: 1_735_689_600_000,
    purpose: 'entry' as const,
    attempt: 0,
  };
  it('D5: the same decision makes the same id, any other a different one', () => {
    expect(intentIdOf(key)).toBe(intentIdOf({ ...key }));
    const others = [
      { ...key, attempt: 1 },
      { ...key, purpose: 'exit' as const },
      { ...key, candleOpenTimeMs: key.candleOpenTimeMs + 1 },
      { ...key, symbol: 'ETH/USDT' },
    ];
    expect(new Set([key, ...others].map(intentIdOf)).size).toBe(5);
  });
  it('pass the strictest venue rule for order ids', () => {
    expect(clientOrderIdOf(intentIdOf(key))).toMatch(/^[a-z2-7]{28}$/);
  });
});
