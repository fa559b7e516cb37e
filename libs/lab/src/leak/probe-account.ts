import type { AccountView } from '@orbiquant/strategy';

/** Bars of one round: flat, then long, then flat, then short. */
const ROUND = 24;
const LONG_FROM = 8;
const LONG_TO = 16;
const SHORT_FROM = 18;

/** An account that does not listen: positions come and go by the bar alone, so that every rule of a strategy is asked. */
export class ProbeAccount implements AccountView {
  readonly cash = 10_000;
  readonly equity = 10_000;
  readonly stop = NaN;
  readonly openOrders = 0;
  readonly canShort = true;
  quantity = 0;
  averagePrice = 0;
  heldSince = -1;
  private readonly close: Float64Array;
  private readonly isHolding: boolean;

  constructor(close: Float64Array, isHolding: boolean) {
    this.close = close;
    this.isHolding = isHolding;
  }

  moveTo(at: number): void {
    if (!this.isHolding) return;
    const place = at % ROUND;
    const isLong = place >= LONG_FROM && place < LONG_TO;
    const isShort = place >= SHORT_FROM;
    this.quantity = isLong ? 1 : isShort ? -1 : 0;
    this.heldSince = isLong ? at - place + LONG_FROM : isShort ? at - place + SHORT_FROM : -1;
    this.averagePrice = this.quantity === 0 ? 0 : this.close[this.heldSince]!;
  }

  isResting(): boolean {
    return false;
  }

  filledOf(): number {
    return 0;
  }
}
