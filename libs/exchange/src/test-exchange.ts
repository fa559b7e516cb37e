import type { Account } from './account.ts';
import { applyTapeTrade } from './apply-tape-trade.ts';
import { emptyBook } from './book.ts';
import { deposit, openAccount } from './deposit.ts';
import { emptyState, type ExchangeState } from './exchange-state.ts';
import { instrumentOf } from './instrument.ts';
import { emptyJournal, type Journal } from './journal.ts';
import type { Order, OrderRequest } from './order.ts';
import { placeOrder } from './place-order.ts';
import type { Outcome } from './refusal.ts';
import { units } from './units.ts';

/** An exchange for tests: BTCUSDT at 100.00, nobody waiting, and short ways to say what happens. */
export function testExchange(): TestExchange {
  const state = emptyState(1_000, { makerPpm: 1_000n, takerPpm: 1_000n });
  const instrument = instrumentOf('BTCUSDT', { priceDecimals: 2, volumeDecimals: 5 });
  state.books.set('BTCUSDT', emptyBook(instrument, units('100'), 0));
  let tradeId = 0;
  return {
    state,
    customer(name, balances) {
      const account = openAccount(state, emptyJournal(), { apiKey: name, secret: name });
      for (const [asset, quantity] of Object.entries(balances)) {
        deposit(state, emptyJournal(), {
          key: `${name}/${asset}`,
          accountId: account.accountId,
          asset,
          quantity: units(quantity),
        });
      }
      return account;
    },
    place(account, request, journal = emptyJournal()) {
      return placeOrder({ state, journal }, account, orderRequest(request));
    },
    trade(price, quantity, isBuyerMaker) {
      tradeId += 1;
      const steps = Number(units(quantity) / 1_000n);
      applyTapeTrade({ state, journal: emptyJournal() }, 'BTCUSDT', {
        id: tradeId,
        timeMs: 1_000 + tradeId,
        price: Number(units(price) / 1_000_000n),
        quantity: steps,
        isBuyerMaker,
      });
    },
  };
}

export type TestExchange = {
  state: ExchangeState;
  customer(name: string, balances: Record<string, string>): Account;
  place(account: Account, request: Wish, journal?: Journal): Outcome<Order>;
  trade(price: string, quantity: string, isBuyerMaker: boolean): void;
};

/** An order in plain texts. */
export type Wish = Partial<Omit<OrderRequest, 'price' | 'quantity' | 'stopPrice' | 'quoteQuantity'>> &
  Pick<OrderRequest, 'side' | 'type'> & {
    price?: string;
    quantity?: string;
    stopPrice?: string;
    quoteQuantity?: string;
  };

/** The request those texts stand for. */
export const orderRequest = ({ price, quantity, stopPrice, quoteQuantity, ...rest }: Wish): OrderRequest => ({
  symbol: 'BTCUSDT',
  timeInForce: 'GTC',
  clientOrderId: '',
  ...rest,
  price: units(price ?? '0'),
  quantity: units(quantity ?? '0'),
  stopPrice: units(stopPrice ?? '0'),
  quoteQuantity: units(quoteQuantity ?? '0'),
});
