import { invariant } from '@orbiquant/kernel';
import { columnOf } from '../indicator/columns-of.ts';
import { defineIndicator } from '../indicator/define-indicator.ts';
import { bars } from '../indicator/parameter.ts';
import { Lag } from '../indicator/rolling/lag.ts';
import { Window } from '../indicator/rolling/window.ts';

/** Pearson correlation of the last pairs, a bar at a time, by two passes over the window. */
class PairCorrelation {
  private readonly first: Window;
  private readonly second: Window;

  constructor(period: number) {
    this.first = new Window(period);
    this.second = new Window(period);
  }

  /** NaN until the windows are full, and where one of them is flat. */
  next(a: number, b: number): number {
    if (Number.isNaN(a) || Number.isNaN(b)) return NaN;
    this.second.push(b);
    return this.first.push(a) ? correlationOf(this.first.values, this.second.values) : NaN;
  }
}

function correlationOf(a: Float64Array, b: Float64Array): number {
  // Distances from a member of the window: exact zeros where it is flat, and no cancellation at high prices.
  const [a0, b0, n] = [a[0]!, b[0]!, a.length];
  let [sumA, sumB, squaresA, squaresB, products] = [0, 0, 0, 0, 0];
  for (let k = 0; k < n; k++) {
    sumA += a[k]! - a0;
    sumB += b[k]! - b0;
  }
  const [meanA, meanB] = [sumA / n, sumB / n];
  for (let k = 0; k < n; k++) {
    const da = a[k]! - a0 - meanA;
    const db = b[k]! - b0 - meanB;
    squaresA += da * da;
    squaresB += db * db;
    products += da * db;
  }
  const scale = Math.sqrt(squaresA) * Math.sqrt(squaresB);
  return scale === 0 ? NaN : Math.max(-1, Math.min(1, products / scale));
}

/** Registry entry of the correlation of price and volume. */
export const priceVolumeCorrelationIndicator = defineIndicator({
  name: 'price-volume-correlation',
  family: 'statistics',
  meaning: 'Correlation of price and volume over the window: whether moves up come with more trading.',
  source: 'K. Pearson, 1895; TA-Lib CORREL',
  inputs: ['source', 'volume'],
  parameters: { period: bars(20, 2) },
  outputs: ['value'],
  sparse: ['value'],
  pane: 'own',
  warmUp: ({ period }) => period - 1,
  open: ({ period }) => {
    const pairs = new PairCorrelation(period);
    return (row, out) => {
      out[0] = pairs.next(row[0]!, row[1]!);
    };
  },
});

/** Registry entry of `autocorrelation`. */
export const autocorrelationIndicator = defineIndicator({
  name: 'autocorrelation',
  family: 'statistics',
  meaning: 'Autocorrelation of log returns: whether moves go on (above 0) or turn back (below 0) after `lag` bars.',
  source: 'G. Box, G. Jenkins, Time Series Analysis, 1970 (Pearson correlation of the lagged pairs in the window)',
  inputs: ['close'],
  parameters: { period: bars(50, 3), lag: bars(1) },
  outputs: ['value'],
  sparse: ['value'],
  pane: 'own',
  warmUp: ({ period, lag }) => period + lag,
  open: ({ period, lag }) => {
    const before = new Lag(1);
    const earlier = new Lag(lag);
    const pairs = new PairCorrelation(period);
    return (row, out) => {
      const change = Math.log(row[0]! / before.next(row[0]!));
      out[0] = pairs.next(change, earlier.next(change));
    };
  },
});

/**
 * Rolling Pearson correlation of two series.
 *
 * @param a       Oldest first, any unit. @param b As long as `a`, any unit. @param period Pairs, a whole number >= 2.
 * @returns       -1 to 1; NaN for the first `period - 1` bars and where one window is flat. Time grows with the period.
 * @throws        Invariant, when the lengths differ or the period is not a whole number >= 2.
 * @see           TA-Lib, function CORREL.
 */
export function correlation(a: Float64Array, b: Float64Array, period: number): Float64Array {
  invariant(a.length === b.length, 'the columns are equally long');
  return columnOf(priceVolumeCorrelationIndicator, { source: a, volume: b }, { period });
}

/**
 * Rolling autocorrelation of log returns.
 *
 * @param close       Closing prices, > 0, oldest first.
 * @param parameters  `period` pairs, a whole number >= 3; `lag` in bars, a whole number >= 1.
 * @returns           -1 to 1; NaN for the first `period + lag` bars and where the window is flat.
 */
export const autocorrelation = (close: Float64Array, parameters: { period: number; lag: number }): Float64Array =>
  columnOf(autocorrelationIndicator, { close }, parameters);
