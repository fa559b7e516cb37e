/** Wilder's true range of one bar after another: the span from the lowest to the highest point, yesterday's close included. */
export class TrueRange {
  private close = NaN;

  /** NaN on the first bar, which has no close before it. Quote units. */
  next(high: number, low: number, close: number): number {
    const before = this.close;
    this.close = close;
    return Math.max(high, before) - Math.min(low, before);
  }
}
