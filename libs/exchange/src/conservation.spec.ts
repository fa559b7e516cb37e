import { expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { HOUSE_ACCOUNT_ID } from './account.ts';
import { cancelOrder } from './cancel-order.ts';
import { conservationOf } from './conservation.ts';
import { houseQuotes } from './house-quotes.ts';
import { emptyJournal } from './journal.ts';
import { isOpen, remainingOf } from './order.ts';
import { placeOco } from './place-oco.ts';
import { orderRequest, testExchange, type TestExchange } from './test-exchange.ts';
import { formatUnits } from './units.ts';

const cents = (value: number): string => (value / 100).toFixed(2);
const price = fc.integer({ min: 8_000, max: 12_500 }).map(cents);
const quantity = fc.integer({ min: 1, max: 5_000_000 }).map((steps) => (steps / 100_000).toFixed(5));
const side = fc.constantFrom('BUY' as const, 'SELL' as const);
const type = fc.constantFrom(
  'MARKET',
  'LIMIT',
  'LIMIT_MAKER',
  'STOP_LOSS',
  'STOP_LOSS_LIMIT',
  'TAKE_PROFIT',
  'TAKE_PROFIT_LIMIT' as const,
);
const timeInForce = fc.constantFrom('GTC' as const, 'IOC' as const, 'FOK' as const);

const command = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      what: fc.constant('place' as const),
      who: fc.nat(2),
      side,
      type,
      timeInForce,
      price,
      stopPrice: price,
      quantity,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ what: fc.constant('spend' as const), who: fc.nat(2), side, quoteQuantity: quantity }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ what: fc.constant('trade' as const), price, quantity, isBuyerMaker: fc.boolean() }),
  },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('cancel' as const), which: fc.nat(30) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      what: fc.constant('pair' as const),
      who: fc.nat(2),
      side,
      above: price,
      below: price,
      quantity,
    }),
  },
);
type Command = typeof command extends fc.Arbitrary<infer T> ? T : never;

function run(exchange: TestExchange, one: Command): void {
  const accounts = [...exchange.state.accountByKey.values()];
  if (one.what === 'trade') return exchange.trade(one.price, one.quantity, one.isBuyerMaker);
  if (one.what === 'cancel')
    return void cancelOrder(
      { state: exchange.state, journal: emptyJournal() },
      exchange.state.orders.get(one.which) ?? null,
      'c',
    );
  const account = accounts[one.who]!;
  if (one.what === 'spend')
    return void exchange.place(account, { side: one.side, type: 'MARKET', quoteQuantity: one.quoteQuantity });
  if (one.what === 'pair') {
    const isSale = one.side === 'SELL';
    const limit = (at: string) =>
      orderRequest({ side: one.side, type: 'LIMIT_MAKER', price: at, quantity: one.quantity });
    const stop = (at: string) =>
      orderRequest({ side: one.side, type: 'STOP_LOSS', stopPrice: at, quantity: one.quantity });
    const legs = isSale
      ? { above: limit(one.above), below: stop(one.below) }
      : { above: stop(one.above), below: limit(one.below) };
    return void placeOco({ state: exchange.state, journal: emptyJournal() }, account, { clientListId: '', ...legs });
  }
  const { what: _what, who: _who, ...wish } = one;
  exchange.place(account, wish);
}

/** What must hold after every step, whatever happened. */
function expectSound({ state }: TestExchange): void {
  for (const { asset, deposited, held } of conservationOf(state))
    expect(`${asset} ${formatUnits(held)}`).toBe(`${asset} ${formatUnits(deposited)}`);
  const book = state.books.get('BTCUSDT')!;
  for (const account of state.accounts.values()) {
    for (const [asset, { free, locked }] of account.balances) {
      const kept = [...state.orders.values()].filter(
        (order) => order.accountId === account.accountId && (order.side === 'BUY' ? 'USDT' : 'BTC') === asset,
      );
      expect(locked).toBe(kept.reduce((sum, order) => sum + order.locked, 0n));
      if (account.accountId !== HOUSE_ACCOUNT_ID) expect(free >= 0n).toBe(true);
    }
  }
  for (const order of state.orders.values()) {
    const fills = (state.fillsByAccount.get(order.accountId) ?? []).filter((fill) => fill.orderId === order.orderId);
    expect(order.executed).toBe(fills.reduce((sum, fill) => sum + fill.quantity, 0n));
    expect(order.executedQuote).toBe(fills.reduce((sum, fill) => sum + fill.quoteQuantity, 0n));
    expect([...book.bids, ...book.asks, ...book.waiting].includes(order)).toBe(isOpen(order));
    if (!isOpen(order)) expect(order.locked).toBe(0n);
  }
  expectOrderly(book);
}

function expectOrderly(book: NonNullable<ReturnType<TestExchange['state']['books']['get']>>): void {
  const [bid, ask] = [book.bids[0], book.asks[0]];
  if (bid && ask) expect(bid.price < ask.price).toBe(true);
  const goesFirst = (a: bigint, b: bigint, isBid: boolean): boolean => (isBid ? a > b : a < b);
  for (const [queue, isBid] of [
    [book.bids, true],
    [book.asks, false],
  ] as const) {
    queue.slice(1).forEach((order, k) => {
      const before = queue[k]!;
      expect(
        goesFirst(before.price, order.price, isBid) ||
          (before.price === order.price && before.priority < order.priority),
      ).toBe(true);
    });
    expect(queue.every((order) => remainingOf(order) > 0n)).toBe(true);
  }
  if (bid) expect(houseQuotes(book, 'SELL').every((quote) => quote.price > bid.price)).toBe(true);
}

it('neither makes nor loses assets, and keeps every account and the book sound, after every step of any history', () => {
  fc.assert(
    fc.property(fc.array(command, { minLength: 1, maxLength: 60 }), (commands) => {
      const exchange = testExchange();
      for (const name of ['ann', 'bob', 'eve']) exchange.customer(name, { USDT: '20000', BTC: '60' });
      for (const one of commands) {
        run(exchange, one);
        expectSound(exchange);
      }
    }),
    { numRuns: 300 },
  );
});
