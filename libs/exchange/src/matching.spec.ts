import { beforeEach, describe, expect, it } from '@jest/globals';
import { balanceOf, type Account } from './account.ts';
import { cancelOrder } from './cancel-order.ts';
import { conservationOf } from './conservation.ts';
import { emptyJournal } from './journal.ts';
import type { Order } from './order.ts';
import { placeOco } from './place-oco.ts';
import type { Outcome } from './refusal.ts';
import { orderRequest, testExchange, type TestExchange } from './test-exchange.ts';
import { units } from './units.ts';

let exchange: TestExchange;
let ann: Account;
let bob: Account;

beforeEach(() => {
  exchange = testExchange();
  ann = exchange.customer('ann', { USDT: '100000', BTC: '100' });
  bob = exchange.customer('bob', { USDT: '100000', BTC: '100' });
});

const placed = (outcome: Outcome<Order>): Order => {
  if (!outcome.ok) throw new Error(outcome.refusal.message);
  return outcome.value;
};
const refusalOf = (outcome: Outcome<unknown>): string =>
  outcome.ok ? 'granted' : `${outcome.refusal.code} ${outcome.refusal.message}`;

describe('resting orders', () => {
  it('are filled best price first, then oldest first, at their own price', () => {
    const later = placed(exchange.place(ann, { side: 'BUY', type: 'LIMIT', price: '98.00', quantity: '1' }));
    const better = placed(exchange.place(bob, { side: 'BUY', type: 'LIMIT', price: '98.50', quantity: '1' }));
    const last = placed(exchange.place(bob, { side: 'BUY', type: 'LIMIT', price: '98.00', quantity: '1' }));
    exchange.trade('97.00', '1.5', true);
    expect([better, later, last].map((order) => order.executed)).toEqual([units('1'), units('0.5'), 0n]);
    expect(better.executedQuote).toBe(units('98.5'));
    expect(later).toMatchObject({ status: 'PARTIALLY_FILLED', executedQuote: units('49') });
  });

  it('are not filled at the touch by a buyer who lifts the other side, only by one who sells to them', () => {
    const order = placed(exchange.place(ann, { side: 'BUY', type: 'LIMIT', price: '99.50', quantity: '1' }));
    exchange.trade('99.50', '1', false);
    expect(order.executed).toBe(0n);
    exchange.trade('99.50', '0.4', true);
    expect(order.executed).toBe(units('0.4'));
  });

  it('trade with each other at the price of the one who came first', () => {
    const sale = placed(exchange.place(ann, { side: 'SELL', type: 'LIMIT', price: '99.99', quantity: '1' }));
    expect(sale.status).toBe('FILLED'); // the house buys at 99.99
    const ask = placed(exchange.place(ann, { side: 'SELL', type: 'LIMIT', price: '100.01', quantity: '2' }));
    const bid = placed(exchange.place(bob, { side: 'BUY', type: 'LIMIT', price: '100.01', quantity: '1' }));
    expect([ask.executed, bid.executed]).toEqual([units('1'), units('1')]);
    expect(exchange.state.fillsByAccount.get(bob.accountId)?.[0]).toMatchObject({
      price: units('100.01'),
      isMaker: false,
      fee: units('0.001'),
    });
    expect(exchange.state.fillsByAccount.get(ann.accountId)?.at(-1)).toMatchObject({
      isMaker: true,
      fee: units('0.10001'),
    });
  });

  it('keep exactly their cost locked and free it when they end', () => {
    const order = placed(exchange.place(ann, { side: 'BUY', type: 'LIMIT', price: '98.00', quantity: '2' }));
    expect(balanceOf(ann, 'USDT')).toEqual({ free: units('99804'), locked: units('196') });
    exchange.trade('97', '0.5', true);
    expect(balanceOf(ann, 'USDT').locked).toBe(units('147'));
    cancelOrder({ state: exchange.state, journal: emptyJournal() }, order, 'c');
    expect(balanceOf(ann, 'USDT')).toEqual({ free: units('99951'), locked: 0n });
    expect(balanceOf(ann, 'BTC').free).toBe(units('100.4995'));
  });
});

describe('orders that do not rest', () => {
  it('fill whole or not at all (FOK)', () => {
    const depthQuantity = '1000000';
    const none = placed(
      exchange.place(ann, { side: 'BUY', type: 'LIMIT', timeInForce: 'FOK', price: '100.01', quantity: '900' }),
    );
    expect(none).toMatchObject({ status: 'EXPIRED', executed: 0n, locked: 0n });
    expect(balanceOf(ann, 'USDT')).toEqual({ free: units('100000'), locked: 0n });
    const whole = placed(
      exchange.place(ann, { side: 'BUY', type: 'LIMIT', timeInForce: 'FOK', price: '101', quantity: '1' }),
    );
    expect(whole.status).toBe('FILLED');
    expect(
      refusalOf(
        exchange.place(ann, { side: 'SELL', type: 'LIMIT', timeInForce: 'FOK', price: '99', quantity: depthQuantity }),
      ),
    ).toBe('-1013 Filter failure: NOTIONAL');
  });

  it('take what is there and forget the rest (IOC)', () => {
    const order = placed(
      exchange.place(ann, { side: 'BUY', type: 'LIMIT', timeInForce: 'IOC', price: '100.01', quantity: '900' }),
    );
    expect(order.status).toBe('EXPIRED');
    expect(order.executed).toBeGreaterThan(0n);
    expect(balanceOf(ann, 'USDT').locked).toBe(0n);
  });

  it('spend at most the quote they were given', () => {
    const order = placed(exchange.place(ann, { side: 'BUY', type: 'MARKET', quoteQuantity: '1000' }));
    expect(order.status).toBe('FILLED');
    expect(order.executedQuote).toBeLessThanOrEqual(units('1000'));
    expect(order.executedQuote).toBeGreaterThan(units('999.99'));
    expect(order.quantity).toBe(order.executed);
  });

  it('are refused when they would take although they promised not to (LIMIT_MAKER)', () => {
    expect(refusalOf(exchange.place(ann, { side: 'BUY', type: 'LIMIT_MAKER', price: '101', quantity: '1' }))).toBe(
      '-2010 Order would immediately match and take.',
    );
    expect(exchange.state.orders.size).toBe(0);
  });

  it('X5: are refused for want of funds, and change nothing', () => {
    const poor = exchange.customer('poor', { USDT: '10' });
    expect(refusalOf(exchange.place(poor, { side: 'BUY', type: 'MARKET', quantity: '1' }))).toBe(
      '-2010 Account has insufficient balance for requested action.',
    );
    expect(refusalOf(exchange.place(poor, { side: 'SELL', type: 'LIMIT', price: '100', quantity: '1' }))).toMatch(
      '-2010',
    );
    expect(balanceOf(poor, 'USDT')).toEqual({ free: units('10'), locked: 0n });
  });
});

describe('stops', () => {
  it('wait for their price, then sell at market', () => {
    const stop = placed(exchange.place(ann, { side: 'SELL', type: 'STOP_LOSS', stopPrice: '95', quantity: '1' }));
    exchange.trade('95.01', '1', true);
    expect(stop).toMatchObject({ status: 'NEW', workingAtMs: -1 });
    exchange.trade('95.00', '1', true);
    expect(stop).toMatchObject({ status: 'FILLED', executed: units('1') });
    expect(balanceOf(ann, 'BTC')).toEqual({ free: units('99'), locked: 0n });
  });

  it('are refused when they would trigger at once', () => {
    expect(refusalOf(exchange.place(ann, { side: 'SELL', type: 'STOP_LOSS', stopPrice: '105', quantity: '1' }))).toBe(
      '-2010 Stop price would trigger immediately.',
    );
    expect(refusalOf(exchange.place(ann, { side: 'BUY', type: 'TAKE_PROFIT', stopPrice: '105', quantity: '1' }))).toBe(
      '-2010 Stop price would trigger immediately.',
    );
  });

  it('become resting limits when they have one', () => {
    const stop = placed(
      exchange.place(ann, { side: 'BUY', type: 'STOP_LOSS_LIMIT', stopPrice: '105', price: '104', quantity: '1' }),
    );
    exchange.trade('105', '1', false);
    expect(stop).toMatchObject({ status: 'NEW', executed: 0n, locked: units('104') });
    exchange.trade('103', '2', true);
    expect(stop).toMatchObject({ status: 'FILLED', executedQuote: units('104') });
  });

  it('to buy at market spend no more than the customer has, however far the price ran', () => {
    const small = exchange.customer('small', { USDT: '106' });
    const stop = placed(exchange.place(small, { side: 'BUY', type: 'STOP_LOSS', stopPrice: '105', quantity: '1' }));
    exchange.trade('200', '1', false);
    expect(stop.status).toBe('EXPIRED');
    expect(stop.executed).toBeGreaterThan(units('0.5'));
    expect(balanceOf(small, 'USDT').free).toBeLessThan(units('0.01'));
    expect(balanceOf(small, 'USDT').locked).toBe(0n);
  });
});

describe('one of two (OCO)', () => {
  const pair = () =>
    placeOco({ state: exchange.state, journal: emptyJournal() }, ann, {
      clientListId: 'pair',
      above: orderRequest({ side: 'SELL', type: 'LIMIT_MAKER', price: '110', quantity: '2' }),
      below: orderRequest({ side: 'SELL', type: 'STOP_LOSS', stopPrice: '90', quantity: '2' }),
    });
  const orders = (): Order[] => [...exchange.state.orders.values()];

  it('locks what it sells once, not twice', () => {
    expect(pair().ok).toBe(true);
    expect(balanceOf(ann, 'BTC')).toEqual({ free: units('98'), locked: units('2') });
  });

  it('ends the stop when the limit begins to fill, and keeps only what the limit still needs', () => {
    pair();
    exchange.trade('111', '0.5', false);
    expect(orders().map((order) => [order.type, order.status])).toEqual([
      ['STOP_LOSS', 'EXPIRED'],
      ['LIMIT_MAKER', 'PARTIALLY_FILLED'],
    ]);
    expect(balanceOf(ann, 'BTC').locked).toBe(units('1.5'));
  });

  it('ends the limit when the stop fires', () => {
    pair();
    exchange.trade('89', '0.5', true);
    expect(orders().map((order) => [order.type, order.status])).toEqual([
      ['STOP_LOSS', 'FILLED'],
      ['LIMIT_MAKER', 'EXPIRED'],
    ]);
    expect(balanceOf(ann, 'BTC')).toEqual({ free: units('98'), locked: 0n });
  });

  it('ends whole when either order is cancelled', () => {
    pair();
    cancelOrder({ state: exchange.state, journal: emptyJournal() }, orders()[1]!, 'c');
    expect(orders().every((order) => order.status === 'CANCELED')).toBe(true);
    expect(balanceOf(ann, 'BTC')).toEqual({ free: units('100'), locked: 0n });
    expect(conservationOf(exchange.state).every(({ deposited, held }) => deposited === held)).toBe(true);
  });
});

it('refuses a client order id that an open order carries, and takes it again later', () => {
  const wish = { side: 'BUY', type: 'LIMIT', price: '90', quantity: '1', clientOrderId: 'mine' } as const;
  const first = placed(exchange.place(ann, wish));
  expect(refusalOf(exchange.place(ann, wish))).toBe('-2010 Duplicate order sent.');
  expect(exchange.place(bob, wish).ok).toBe(true);
  cancelOrder({ state: exchange.state, journal: emptyJournal() }, first, 'c');
  expect(exchange.place(ann, wish).ok).toBe(true);
});
