import { RollingSum } from './rolling-sum.ts';

const SPLIT = 2 ** 27 + 1;

/**
 * Sum of the last `period` values, the newest weighing `period`, the oldest 1, in constant time per bar: the weighted
 * sum gains `period` times the new value and loses the plain sum. Products and sums carry their rounding errors
 * along (two-product, two-sum), so the result does not drift: see `RollingSum`.
 */
export class WeightedSum {
  /** The plain sum of the same window. */
  readonly plain: RollingSum;
  private high = 0;
  private low = 0;
  private count = 0;

  constructor(period: number) {
    this.plain = new RollingSum(period);
  }

  /** NaN until `period` values are in. NaN is passed over and does not count. */
  next(value: number): number {
    if (Number.isNaN(value)) return NaN;
    const { plain } = this;
    const { period } = plain;
    const lost = plain.high;
    const lostLow = plain.low;
    plain.next(value);
    const product = period * value;
    const scaled = SPLIT * value;
    const head = scaled - (scaled - value);
    const productLow = period * head - product + period * (value - head);
    const added = this.high + product;
    const kept = added - this.high;
    const left = added - lost;
    const taken = left - added;
    this.low += this.high - (added - kept) + (product - kept);
    this.low += added - (left - taken) - (lost + taken) + (productLow - lostLow);
    this.high = left;
    if (this.count < period) this.count++;
    return this.count === period ? left + this.low : NaN;
  }

  /**
   * Sum of the window's values, each times its distance from the middle of the window in bars: what a slope is made
   * of. It is the difference of two nearly equal numbers, taken before either is rounded.
   */
  moment(): number {
    const { plain } = this;
    const middle = (plain.period + 1) / 2;
    const product = middle * plain.high;
    const scaled = SPLIT * plain.high;
    const head = scaled - (scaled - plain.high);
    const productLow = middle * head - product + middle * (plain.high - head);
    return this.high - product + (this.low - middle * plain.low - productLow);
  }
}
