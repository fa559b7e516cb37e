import { columnOf, columnsOf } from '../indicator/columns-of.ts';
import { defineIndicator } from '../indicator/define-indicator.ts';
import { bars } from '../indicator/parameter.ts';
import type { Ranges } from '../indicator/prices.ts';
import { Lag } from '../indicator/rolling/lag.ts';
import { RollingExtreme } from '../indicator/rolling/rolling-extreme.ts';

const extremeOf = (name: 'highest' | 'lowest') =>
  defineIndicator({
    name,
    family: 'levels',
    meaning: name === 'highest' ? 'Highest value of the last bars.' : 'Lowest value of the last bars.',
    source: name === 'highest' ? 'TA-Lib MAX' : 'TA-Lib MIN',
    inputs: ['source'],
    parameters: { period: bars(20) },
    outputs: ['value'],
    pane: 'price',
    warmUp: ({ period }) => period - 1,
    open: ({ period }) => {
      const extreme = new RollingExtreme(period, name === 'highest' ? 1 : -1);
      return (row, out) => {
        out[0] = extreme.next(row[0]!);
      };
    },
  });

/** Registry entry of the highest value of a window. */
export const highestIndicator = extremeOf('highest');

/** Registry entry of the lowest value of a window. */
export const lowestIndicator = extremeOf('lowest');

const channelOf = (prior: boolean) =>
  defineIndicator({
    name: prior ? 'donchian-prior' : 'donchian',
    family: 'volatility',
    meaning: prior
      ? 'Donchian channel of the bars before this one: what a breakout has to pass.'
      : 'Donchian channel: highest high and lowest low of the last bars, this one included, and their middle.',
    source: 'R. Donchian; C. Faith, Way of the Turtle, 2007',
    inputs: ['high', 'low'],
    parameters: { period: bars(20) },
    outputs: ['upper', 'lower', 'middle', 'width'],
    pane: 'price',
    warmUp: ({ period }) => (prior ? period : period - 1),
    open: ({ period }) => {
      const [highest, lowest] = [new RollingExtreme(period, 1), new RollingExtreme(period, -1)];
      const [highs, lows] = [new Lag(prior ? 1 : 0), new Lag(prior ? 1 : 0)];
      return (row, out) => {
        const upper = highest.next(highs.next(row[0]!));
        const lower = lowest.next(lows.next(row[1]!));
        const middle = (upper + lower) / 2;
        out[0] = upper;
        out[1] = lower;
        out[2] = middle;
        out[3] = (upper - lower) / middle;
      };
    },
  });

/** Registry entry of `donchian`. */
export const donchianIndicator = channelOf(false);

/** Registry entry of the Donchian channel without the bar itself. */
export const donchianPriorIndicator = channelOf(true);

/**
 * Donchian channel, the bar itself included.
 *
 * @param ranges  `high` and `low`, quote units, equally long, oldest first; `period` in bars, a whole number >= 1.
 * @returns       `upper`, `lower`, `middle` in quote units, `width` as a share of the middle.
 */
export const donchian = (ranges: Ranges, period: number) => columnsOf(donchianIndicator, ranges, { period });

/**
 * Highest of the last `period` values, the newest included.
 *
 * @returns  Same unit and length; NaN for the first `period - 1` bars.
 * @throws   Invariant, when `period` is not a whole number >= 1.
 */
export const highest = (values: Float64Array, period: number): Float64Array =>
  columnOf(highestIndicator, { source: values }, { period });

/**
 * Lowest of the last `period` values, the newest included.
 *
 * @returns  Same unit and length; NaN for the first `period - 1` bars.
 * @throws   Invariant, when `period` is not a whole number >= 1.
 */
export const lowest = (values: Float64Array, period: number): Float64Array =>
  columnOf(lowestIndicator, { source: values }, { period });

/**
 * Highest value of the `period` bars before each bar, the bar itself left out: the upper Donchian channel that a
 * breakout has to pass.
 *
 * @returns  Same unit and length; NaN for the first `period` bars.
 * @throws   Invariant, when `period` is not a whole number >= 1.
 * @see      R. Donchian's channel rule as described in C. Faith, Way of the Turtle, 2007.
 */
export const priorHighest = (values: Float64Array, period: number): Float64Array =>
  oneBarLater(highest(values, period));

/**
 * Lowest value of the `period` bars before each bar, the bar itself left out.
 *
 * @returns  Same unit and length; NaN for the first `period` bars.
 * @throws   Invariant, when `period` is not a whole number >= 1.
 * @see      R. Donchian's channel rule as described in C. Faith, Way of the Turtle, 2007.
 */
export const priorLowest = (values: Float64Array, period: number): Float64Array => oneBarLater(lowest(values, period));

function oneBarLater(values: Float64Array): Float64Array {
  const later = new Float64Array(values.length).fill(NaN);
  if (values.length > 1) later.set(values.subarray(0, -1), 1);
  return later;
}
