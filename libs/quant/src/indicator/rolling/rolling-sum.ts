/**
 * Sum of the last `period` values in constant time per bar.
 *
 * The running sum carries the rounding error of every addition beside it (two-sum), so that after n bars it is off by
 * less than n 2^-105 of the largest sum it has held: a spike of a billion times the price leaves no trace once it has
 * left the window, and two series that share the window agree to the last digit.
 *
 * @see  T. Ogita, S. Rump, S. Oishi, "Accurate Sum and Dot Product", SIAM J. Sci. Comput. 26, 2005.
 */
export class RollingSum {
  readonly period: number;
  /** The sum is `high + low`, of which `low` is what `high` could not hold; both stand for the values so far. */
  high = 0;
  low = 0;
  private readonly ring: Float64Array;
  private at = 0;
  private count = 0;
  private zeros = 0;

  constructor(period: number) {
    this.period = period;
    this.ring = new Float64Array(period);
  }

  /** NaN until `period` values are in. NaN is passed over and does not count. */
  next(value: number): number {
    if (Number.isNaN(value)) return NaN;
    const oldest = this.ring[this.at]!;
    this.ring[this.at] = value;
    this.at = this.at + 1 === this.period ? 0 : this.at + 1;
    const change = value - oldest;
    const taken = change - value;
    const sum = this.high + change;
    const kept = sum - this.high;
    this.low += this.high - (sum - kept) + (change - kept) + (value - (change - taken) - (oldest + taken));
    this.high = sum;
    // A window of zeros sums to zero exactly, so that a ratio of two such sums is not noise over noise.
    this.zeros = value === 0 ? this.zeros + 1 : 0;
    if (this.zeros >= this.period) this.high = this.low = 0;
    if (this.count < this.period) this.count++;
    return this.count === this.period ? this.high + this.low : NaN;
  }
}

/** Index of the first known value, the length if there is none. */
export function firstKnown(values: Float64Array): number {
  let at = 0;
  while (at < values.length && Number.isNaN(values[at]!)) at++;
  return at;
}

/** Whether some window holds zeros only. Such a run covers a multiple of `period`, so only those are looked at. */
function hasZeroWindow(values: Float64Array, period: number): boolean {
  for (let at = 0; at < values.length; at += period) {
    if (values[at] !== 0) continue;
    let [first, last] = [at, at];
    while (values[first - 1] === 0) first--;
    while (values[last + 1] === 0) last++;
    if (last - first + 1 >= period) return true;
  }
  return false;
}

/** `RollingSum` over a whole column, divided by `divisor`: the same operations in the same order on local numbers. */
export function rollingSums(values: Float64Array, period: number, divisor = 1): Float64Array {
  if (hasZeroWindow(values, period)) return summedOneByOne(values, period, divisor);
  const out = new Float64Array(values.length);
  const start = firstKnown(values);
  const full = Math.min(values.length, start + period);
  out.fill(NaN, 0, full);
  let high = 0;
  let low = 0;
  for (let at = start; at < full; at++) {
    const value = values[at]!;
    const sum = high + value;
    const kept = sum - high;
    low += high - (sum - kept) + (value - kept);
    high = sum;
  }
  if (start + period <= values.length) out[full - 1] = (high + low) / divisor;
  const isWhole = slide(values, out, { full, start, divisor, high, low });
  return isWhole ? out : summedOneByOne(values, period, divisor);
}

type Window = { full: number; start: number; divisor: number; high: number; low: number };

/**
 * Moves the full window to the end; false when a NaN has come in. The loop stands alone, with nothing after it that the
 * compiler has not seen: inside a longer function every call would enter and leave compiled code in the middle. It has no
 * branch either: one that asks for zeros at each bar takes longer than all of the arithmetic.
 */
function slide(values: Float64Array, out: Float64Array, window: Window): boolean {
  const { full, start, divisor } = window;
  let { high, low } = window;
  for (let at = full, back = start; at < values.length; at++, back++) {
    const value = values[at]!;
    const oldest = values[back]!;
    const change = value - oldest;
    const taken = change - value;
    const sum = high + change;
    const kept = sum - high;
    low += high - (sum - kept) + (change - kept) + (value - (change - taken) - (oldest + taken));
    high = sum;
    out[at] = (high + low) / divisor;
  }
  return high === high;
}

/** For columns with gaps, which are passed over, or with windows of zeros, which sum to zero exactly. */
function summedOneByOne(values: Float64Array, period: number, divisor: number): Float64Array {
  const sum = new RollingSum(period);
  return values.map((value) => sum.next(value) / divisor);
}

/** Plain means of the last `period` values over a whole column, bit for bit as `Mean` gives them. */
export const rollingMeans = (values: Float64Array, period: number): Float64Array => rollingSums(values, period, period);
