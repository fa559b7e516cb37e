/**
 * A position at average cost with fees included, in floats: what a backtest keeps per instrument. The same arithmetic
 * as the books of the house (`applyFill` of `@orbiquant/portfolio`), which are exact.
 */
export class FloatPosition {
  /** Base units, negative when short. */
  quantity = 0;
  /** Quote units per base unit; 0 when flat. */
  averagePrice = 0;
  realisedPnl = 0;

  /**
   * Books one fill.
   *
   * @param signed  Base units: positive bought, negative sold.
   * @param price   Quote units, > 0.
   * @param fee     Quote units, >= 0 (negative for a rebate).
   * @returns       Change of cash, quote units.
   */
  apply(signed: number, price: number, fee: number): number {
    const cash = -signed * price - fee;
    const held = this.quantity;
    if (held === 0 || held > 0 === signed > 0) this.open(signed, cash);
    else this.close(signed, cash);
    return cash;
  }

  private open(signed: number, cash: number): void {
    const quantity = this.quantity + signed;
    // what a short brought in may be less than nothing, where the fee was more
    const paid = signed < 0 ? cash : -cash;
    this.averagePrice = (this.averagePrice * Math.abs(this.quantity) + paid) / Math.abs(quantity);
    this.quantity = quantity;
  }

  private close(signed: number, cash: number): void {
    const held = this.quantity;
    const closed = Math.min(Math.abs(signed), Math.abs(held));
    const share = (cash * closed) / Math.abs(signed);
    this.realisedPnl += share - this.averagePrice * closed * Math.sign(held);
    this.quantity = held + signed;
    if (Math.abs(signed) < Math.abs(held)) return;
    const beyond = this.quantity;
    this.quantity = 0;
    this.averagePrice = 0;
    if (beyond !== 0) this.open(beyond, cash - share);
  }
}
