import type { Bars } from '@orbiquant/quant';
import type { Intent } from '../intent.ts';
import type { AccountView, PreparedStrategy } from '../trading-strategy.ts';

type Resting = { side: number; price: number; filled: number };

/** An account of a test: one unit at a time, market orders fill at the next close, resting ones when price passes. */
class PaperAccount implements AccountView {
  cash = 10_000;
  equity = 10_000;
  quantity = 0;
  averagePrice = 0;
  stop = NaN;
  heldSince = -1;
  openOrders = 0;
  readonly canShort: boolean;
  private readonly placed = new Map<string, Resting>();

  constructor(canShort: boolean) {
    this.canShort = canShort;
  }

  isResting(id: string): boolean {
    return this.placed.get(id)?.filled === 0;
  }

  filledOf(id: string): number {
    return this.placed.get(id)?.filled ?? 0;
  }

  /** What bar `at` does to what waits. */
  meet(bars: Bars, at: number): void {
    for (const order of this.placed.values()) {
      const reached = order.side > 0 ? bars.low[at]! < order.price : bars.high[at]! > order.price;
      if (order.filled > 0 || !reached) continue;
      order.filled = 1;
      this.hold(this.quantity + order.side, at);
    }
    this.openOrders = [...this.placed.values()].filter(({ filled }) => filled === 0).length;
  }

  take(intent: Intent, at: number): void {
    if (intent.kind === 'enter') this.hold(intent.side === 'long' ? 1 : -1, at + 1);
    if (intent.kind === 'exit') this.hold(0, at + 1);
    if (intent.kind === 'cancel') this.placed.clear();
    if (intent.kind === 'place')
      this.placed.set(intent.id, { side: intent.side === 'buy' ? 1 : -1, price: intent.price, filled: 0 });
  }

  private hold(quantity: number, at: number): void {
    if (this.quantity === 0 || this.quantity * quantity < 0) this.heldSince = at;
    if (quantity === 0) this.heldSince = -1;
    this.quantity = quantity;
  }
}

/** What a strategy says at each of the first `until` bars of a history, as it would live through them. */
export function decisionsOf(
  prepared: PreparedStrategy,
  bars: Bars,
  { until, canShort }: { until: number; canShort: boolean },
): Array<readonly Intent[] | null> {
  const account = new PaperAccount(canShort);
  return Array.from({ length: until }, (_unused, at) => {
    account.meet(bars, at);
    const intents = prepared.decide(at, account);
    for (const intent of intents ?? []) account.take(intent, at);
    return intents;
  });
}
