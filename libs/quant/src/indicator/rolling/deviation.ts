import { firstKnown } from './rolling-sum.ts';

/** A sum and a sum of squares with what their rounding has left out; only ever read as `sum + sumLow`. */
class Moments {
  sum = 0;
  sumLow = 0;
  squares = 0;
  squaresLow = 0;

  /** Adds a distance (sign 1) or takes one off that was added before (-1). */
  add(distance: number, sign: 1 | -1): void {
    const value = sign * distance;
    const sum = this.sum + value;
    const kept = sum - this.sum;
    this.sumLow += this.sum - (sum - kept) + (value - kept);
    this.sum = sum;
    const square = value * distance;
    const squares = this.squares + square;
    const keptSquare = squares - this.squares;
    this.squaresLow += this.squares - (squares - keptSquare) + (square - keptSquare);
    this.squares = squares;
  }

  clear(): void {
    this.sum = this.sumLow = this.squares = this.squaresLow = 0;
  }
}

function varianceOf(sum: number, squares: number, period: number): number {
  return Math.max(0, (squares - (sum * sum) / period) / period);
}

/**
 * Population variance of the last `period` values, amortised constant time.
 *
 * Sums run over distances from an anchor within the window, which moves to the newest value every `period` bars, when
 * they are taken afresh: nothing drifts for longer than a window, and prices far above their spread do not cancel. A
 * window of equal values has variance 0 exactly.
 */
export class Deviation {
  private readonly period: number;
  private readonly ring: Float64Array;
  private readonly moments = new Moments();
  private count = 0;
  private at = 0;
  private equalRun = 0;
  private last = NaN;
  private anchor = 0;

  constructor(period: number) {
    this.period = period;
    this.ring = new Float64Array(period);
  }

  /** The variance; NaN until `period` values are in. NaN is passed over and does not count. */
  next(value: number): number {
    if (Number.isNaN(value)) return NaN;
    const { period, ring, moments } = this;
    const oldest = ring[this.at]!;
    ring[this.at] = value;
    this.at = this.at + 1 === period ? 0 : this.at + 1;
    this.equalRun = value === this.last ? this.equalRun + 1 : 1;
    this.last = value;
    if (this.at === 0) this.anchorAfresh(value);
    else if (this.count >= period) {
      moments.add(value - this.anchor, 1);
      moments.add(oldest - this.anchor, -1);
    }
    if (this.count < period) this.count++;
    return this.count < period ? NaN : this.variance();
  }

  private variance(): number {
    const { period, moments } = this;
    if (this.equalRun >= period) return 0;
    return varianceOf(moments.sum + moments.sumLow, moments.squares + moments.squaresLow, period);
  }

  private anchorAfresh(value: number): void {
    this.anchor = value;
    this.moments.clear();
    for (let k = 0; k < this.period; k++) this.moments.add(this.ring[k]! - value, 1);
  }
}

/** `Deviation` over a whole column, bit for bit, block by block between two anchors. */
export function variances(values: Float64Array, period: number): Float64Array {
  const start = firstKnown(values);
  const rest = values.subarray(start);
  for (let at = 0; at < rest.length; at++) if (Number.isNaN(rest[at]!)) return oneByOne(values, period);
  const out = new Float64Array(values.length).fill(NaN);
  const target = out.subarray(start);
  for (let from = period - 1; from < rest.length; from += period) slide(rest, target, { from, period });
  clearFlat(rest, target, period);
  return out;
}

/** The bar at `from` and those up to the next anchor, on local numbers: fields would cost twice the time. */
function slide(values: Float64Array, out: Float64Array, { from, period }: { from: number; period: number }): void {
  const anchor = values[from]!;
  let [sum, sumLow, squares, squaresLow] = [0, 0, 0, 0];
  for (let at = from - period + 1; at <= from; at++) {
    const distance = values[at]! - anchor;
    const more = sum + distance;
    const kept = more - sum;
    sumLow += sum - (more - kept) + (distance - kept);
    sum = more;
    const square = distance * distance;
    const moreSquares = squares + square;
    const keptSquare = moreSquares - squares;
    squaresLow += squares - (moreSquares - keptSquare) + (square - keptSquare);
    squares = moreSquares;
  }
  out[from] = varianceOf(sum + sumLow, squares + squaresLow, period);
  const to = Math.min(values.length, from + period);
  for (let at = from + 1; at < to; at++) {
    const come = values[at]! - anchor;
    const more = sum + come;
    const keptMore = more - sum;
    sumLow += sum - (more - keptMore) + (come - keptMore);
    const comeSquare = come * come;
    const moreSquares = squares + comeSquare;
    const keptSquares = moreSquares - squares;
    squaresLow += squares - (moreSquares - keptSquares) + (comeSquare - keptSquares);
    const gone = -(values[at - period]! - anchor);
    sum = more + gone;
    const keptLess = sum - more;
    sumLow += more - (sum - keptLess) + (gone - keptLess);
    const goneSquare = -(gone * gone);
    squares = moreSquares + goneSquare;
    const keptRest = squares - moreSquares;
    squaresLow += moreSquares - (squares - keptRest) + (goneSquare - keptRest);
    out[at] = varianceOf(sum + sumLow, squares + squaresLow, period);
  }
}

/** Windows of equal values have no variance, whatever rounding has left of it. */
function clearFlat(values: Float64Array, out: Float64Array, period: number): void {
  let changed = 0;
  for (let at = 0; at < values.length; at++) {
    if (at > 0 && values[at] !== values[at - 1]) changed = at;
    if (at - changed >= period - 1) out[at] = 0;
  }
}

/** For columns with gaps, which are passed over. */
function oneByOne(values: Float64Array, period: number): Float64Array {
  const spread = new Deviation(period);
  return values.map((value) => spread.next(value));
}
