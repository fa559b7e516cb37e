/** The value of `bars` bars ago: NaN until there is one. NaN is passed over and does not count. */
export class Lag {
  private readonly ring: Float64Array;
  private at = 0;

  constructor(bars: number) {
    this.ring = new Float64Array(bars).fill(NaN);
  }

  next(value: number): number {
    if (Number.isNaN(value) || this.ring.length === 0) return value;
    const before = this.ring[this.at]!;
    this.ring[this.at] = value;
    this.at = this.at + 1 === this.ring.length ? 0 : this.at + 1;
    return before;
  }
}
