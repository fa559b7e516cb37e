import { firstKnown } from './rolling-sum.ts';

/**
 * Exponential smoothing, seeded with the simple average of the first `period` values: weight 2 / (period + 1) makes an
 * EMA, 1 / period Wilder's average.
 */
export class Smoother {
  private readonly period: number;
  private readonly weight: number;
  private count = 0;
  private average = 0;

  constructor(period: number, weight: number) {
    this.period = period;
    this.weight = weight;
  }

  /** NaN until `period` values are in. NaN is passed over and does not count. */
  next(value: number): number {
    if (Number.isNaN(value)) return NaN;
    if (this.count === this.period) {
      this.average += this.weight * (value - this.average);
      return this.average;
    }
    this.average += value;
    this.count++;
    if (this.count < this.period) return NaN;
    this.average /= this.period;
    return this.average;
  }
}

/** An EMA's smoother: weight 2 / (period + 1). */
export const emaSmoother = (period: number): Smoother => new Smoother(period, 2 / (period + 1));

/** Wilder's smoother (RMA, SMMA): weight 1 / period. */
export const wilderSmoother = (period: number): Smoother => new Smoother(period, 1 / period);

/** A smoother over a whole column: the same operations in the same order on local numbers. */
function smoothed(values: Float64Array, period: number, weight: number): Float64Array {
  const out = new Float64Array(values.length).fill(NaN);
  const seeded = firstKnown(values) + period;
  if (seeded > values.length) return smoothedOneByOne(values, period, weight);
  let average = 0;
  for (let at = seeded - period; at < seeded; at++) average += values[at]!;
  average /= period;
  out[seeded - 1] = average;
  for (let at = seeded; at < values.length; at++) {
    average += weight * (values[at]! - average);
    out[at] = average;
  }
  return Number.isNaN(average) ? smoothedOneByOne(values, period, weight) : out;
}

/** For columns with gaps, which are passed over. */
function smoothedOneByOne(values: Float64Array, period: number, weight: number): Float64Array {
  const smoother = new Smoother(period, weight);
  return values.map((value) => smoother.next(value));
}

/** An EMA over a whole column, bit for bit as `emaSmoother` gives it. */
export const emaColumn = (values: Float64Array, period: number): Float64Array =>
  smoothed(values, period, 2 / (period + 1));

/** Wilder's average over a whole column, bit for bit as `wilderSmoother` gives it. */
export const wilderColumn = (values: Float64Array, period: number): Float64Array =>
  smoothed(values, period, 1 / period);
