/** The fill that is being made: one object for all fills of a run, so that a fill costs no garbage. */
export class Filling {
  /** Row of the order. */
  order = 0;
  /** +1 buys, -1 sells. */
  side = 0;
  /** Price before slippage, and after. Quote units. */
  reference = NaN;
  price = NaN;
  /** Base units, >= 0. */
  quantity = 0;
  /** Share of notional, and what it comes to in quote units. */
  feeRate = 0;
  fee = 0;
  isMaker = false;

  /** Base units: positive bought, negative sold. */
  get signed(): number {
    return this.side * this.quantity;
  }
}
