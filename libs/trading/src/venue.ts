import type { Decimal } from '@orbiquant/kernel';
import type { Fill, Instrument, Order } from '@orbiquant/contracts';
import type { Balances } from './account-balances.ts';
import type { ApprovedOrder } from './approve-order.ts';
import type { VenueOrder } from './order-progress.ts';

/** A trade of ours as the venue tells it, before it is tied to our order. */
export type VenueTrade = Pick<
  Fill,
  'venueTradeId' | 'venueOrderId' | 'symbol' | 'side' | 'price' | 'quantity' | 'fee' | 'feeAsset' | 'filledAtMs'
>;

/** What became of sending: taken, refused for good, or nobody knows. The unknown is a state, not an error. */
export type SendOutcome =
  { kind: 'accepted'; order: VenueOrder } | { kind: 'refused'; reason: string } | { kind: 'unknown'; reason: string };

/** The one door through which money leaves the house. Adapters: `trading-ccxt`; the backtest venue comes later. */
export interface Venue {
  readonly name: string;
  /** Sends once. Never retries: a second send is a new intent. */
  submit(order: ApprovedOrder): Promise<SendOutcome>;
  /** Asks for a cancel; `gone` when the venue has no such live order any more. */
  cancel(order: Order): Promise<'canceled' | 'gone' | 'unknown'>;
  /** The order by our own id, or null when the venue does not know it. A failed query throws: it never means absent. */
  find(symbol: string, clientOrderId: string): Promise<VenueOrder | null>;
  openOrders(symbol: string): Promise<VenueOrder[]>;
  /** Orders of the recent past, live or not. */
  recentOrders(symbol: string): Promise<VenueOrder[]>;
  /** Our trades with ids above `afterTradeId`, oldest first, all of them. May repeat, never skips. */
  tradesAfter(symbol: string, afterTradeId: string | null): Promise<VenueTrade[]>;
  /** Free plus locked, by asset; zero balances left out. */
  balances(): Promise<Balances>;
  /** Last price by symbol. */
  marks(symbols: readonly string[]): Promise<Record<string, { price: Decimal; atMs: number }>>;
  instruments(): Promise<Instrument[]>;
  /** Calls `bell` whenever something happened to our orders; the truth is then fetched. Ends with `signal`. */
  onAccountChange(bell: () => void, signal: AbortSignal): void;
}
