import { Decimal, decimal, type Decimal as Exact } from '@orbiquant/kernel';
import type { Instrument, Order } from '@orbiquant/contracts';
import {
  applyToBalances,
  type Balances,
  type SendOutcome,
  type Venue,
  type VenueOrder,
  type VenueTrade,
} from '@orbiquant/trading';

/** What may go wrong with the next order that is sent. */
export type Fault = 'timeout-after-accept' | 'timeout-before-accept' | 'refuse' | 'unknown-5xx' | 'lagging-query';

type Resting = VenueOrder & { order: Order };

/** A venue in memory that keeps its own books, so that a test can compare ours with the truth. */
export class FakeVenue implements Venue {
  readonly name = 'fake';
  readonly orders: Resting[] = [];
  readonly trades: VenueTrade[] = [];
  faults: Fault[] = [];
  /** Look-ups that will find nothing although the order is there. */
  blindLookUps = 0;
  price: Exact = decimal('100');
  books: Balances = { USDT: decimal('10000') };
  /** Trades told twice and in reverse, as a stream may. */
  garbled = false;

  async submit(order: Order): Promise<SendOutcome> {
    const fault = this.faults.shift();
    if (fault === 'refuse') return { kind: 'refused', reason: 'venue.insufficient-funds' };
    if (fault === 'timeout-before-accept') return { kind: 'unknown', reason: 'venue.request-timeout' };
    const placed = this.place(order);
    if (fault === 'lagging-query') this.blindLookUps = 3;
    if (fault)
      return { kind: 'unknown', reason: fault === 'unknown-5xx' ? 'venue.operation-failed' : 'venue.request-timeout' };
    return { kind: 'accepted', order: placed };
  }

  private place(order: Order): VenueOrder {
    if (this.orders.some(({ clientOrderId }) => clientOrderId === order.clientOrderId)) throw new Error('sent twice');
    const resting: Resting = {
      venueOrderId: String(this.orders.length + 1),
      clientOrderId: order.clientOrderId,
      status: 'open',
      filledQuantity: decimal('0'),
      order,
    };
    this.orders.push(resting);
    if (order.type !== 'stop-market') this.fill(resting);
    return { ...resting };
  }

  /** Fills an order in two trades, the second one taking its fee in the received asset. */
  private fill(resting: Resting): void {
    const { order } = resting;
    const half = order.quantity.div(2).toDecimalPlaces(5, Decimal.ROUND_DOWN);
    for (const quantity of [half, order.quantity.minus(half)].filter((part) => part.gt(0)))
      this.trade(resting, quantity);
    resting.status = 'filled';
    resting.filledQuantity = order.quantity;
  }

  private trade({ order, venueOrderId }: Resting, quantity: Exact): void {
    const [base, quote] = order.symbol.split('/');
    const fee = order.side === 'buy' ? quantity.times('0.001') : quantity.times(this.price).times('0.001');
    const trade: VenueTrade = {
      venueTradeId: String(this.trades.length + 1),
      venueOrderId,
      symbol: order.symbol,
      side: order.side,
      price: this.price,
      quantity,
      fee,
      feeAsset: (order.side === 'buy' ? base : quote) ?? '',
      filledAtMs: 1_000,
    };
    this.trades.push(trade);
    this.books = applyToBalances(this.books, trade);
  }

  /** Somebody else uses the account. */
  foreignTrade(symbol: string, quantity: string): void {
    const trade: VenueTrade = {
      venueTradeId: String(this.trades.length + 1),
      venueOrderId: 'foreign',
      symbol,
      side: 'buy',
      price: this.price,
      quantity: decimal(quantity),
      fee: decimal('0'),
      feeAsset: 'USDT',
      filledAtMs: 1_000,
    };
    this.trades.push(trade);
    this.books = applyToBalances(this.books, trade);
  }

  /** Moves the price; stops at or above it are filled. */
  moveTo(price: string): void {
    this.price = decimal(price);
    for (const resting of this.orders)
      if (resting.status === 'open' && resting.order.stopPrice?.gte(this.price)) this.fill(resting);
  }

  async cancel(order: Order): Promise<'canceled' | 'gone' | 'unknown'> {
    const found = this.orders.find(({ clientOrderId }) => clientOrderId === order.clientOrderId);
    if (!found || found.status !== 'open') return 'gone';
    found.status = 'canceled';
    return 'canceled';
  }

  async find(_symbol: string, clientOrderId: string): Promise<VenueOrder | null> {
    if (this.blindLookUps > 0) {
      this.blindLookUps -= 1;
      return null;
    }
    return this.orders.find((order) => order.clientOrderId === clientOrderId) ?? null;
  }

  async openOrders(): Promise<VenueOrder[]> {
    return this.blindLookUps > 0 ? [] : this.orders.filter(({ status }) => status === 'open');
  }

  async recentOrders(): Promise<VenueOrder[]> {
    return this.blindLookUps > 0 ? [] : this.orders;
  }

  async tradesAfter(symbol: string, afterTradeId: string | null): Promise<VenueTrade[]> {
    const own = this.trades.filter((trade) => trade.symbol === symbol);
    return this.garbled
      ? [...own, ...own].reverse()
      : own.filter(({ venueTradeId }) => Number(venueTradeId) > Number(afterTradeId ?? 0));
  }

  async balances(): Promise<Balances> {
    return Object.fromEntries(Object.entries(this.books).filter(([, quantity]) => !quantity.isZero()));
  }

  async marks(symbols: readonly string[]): Promise<Record<string, { price: Exact; atMs: number }>> {
    return Object.fromEntries(symbols.map((symbol) => [symbol, { price: this.price, atMs: 1_000 }]));
  }

  async instruments(): Promise<Instrument[]> {
    return [
      {
        symbol: 'BTC/USDT',
        base: 'BTC',
        quote: 'USDT',
        venue: 'fake',
        tickSize: decimal('0.01'),
        stepSize: decimal('0.00001'),
        quantityMin: decimal('0.00001'),
        notionalMin: decimal('5'),
        baseInterval: '5m',
        active: true,
      },
    ];
  }

  onAccountChange(): void {}
}
