import { columnOf, columnsOf } from '../indicator/columns-of.ts';
import { defineIndicator } from '../indicator/define-indicator.ts';
import { bars } from '../indicator/parameter.ts';
import { Mean } from '../indicator/rolling/mean.ts';
import { RollingExtreme } from '../indicator/rolling/rolling-extreme.ts';
import { RelativeStrength } from './rsi.ts';

type Prices = { readonly high: Float64Array; readonly low: Float64Array; readonly close: Float64Array };

/** Where a value stands in the range of the last bars, a bar at a time. */
class Standing {
  private readonly highest: RollingExtreme;
  private readonly lowest: RollingExtreme;

  constructor(period: number) {
    this.highest = new RollingExtreme(period, 1);
    this.lowest = new RollingExtreme(period, -1);
  }

  /** 0 at the bottom, 100 at the top, 50 where there is no range. */
  next(high: number, low: number, value: number): number {
    const top = this.highest.next(high);
    const bottom = this.lowest.next(low);
    return top === bottom ? 50 : (100 * (value - bottom)) / (top - bottom);
  }
}

/** Registry entry of `stochastic`. */
export const stochasticIndicator = defineIndicator({
  name: 'stochastic',
  family: 'momentum',
  meaning:
    'Stochastic: where the close stands in the range of the last bars (%K, smoothed), its average %D, and 3K - 2D.',
  source: 'TA-Lib STOCH; G. Lane, 1984',
  inputs: ['high', 'low', 'close'],
  parameters: { period: bars(14), smooth: bars(3), signal: bars(3) },
  outputs: ['k', 'd', 'j'],
  pane: 'own',
  warmUp: ({ period, smooth, signal }) => {
    const k = period + smooth - 2;
    return [k, k + signal - 1, k + signal - 1];
  },
  open: ({ period, smooth, signal }) => {
    const standing = new Standing(period);
    const slow = new Mean(smooth);
    const average = new Mean(signal);
    return (row, out) => {
      const k = slow.next(standing.next(row[0]!, row[1]!, row[2]!));
      const d = average.next(k);
      out[0] = k;
      out[1] = d;
      out[2] = 3 * k - 2 * d;
    };
  },
});

/** Registry entry of `stochasticRsi`. */
export const stochasticRsiIndicator = defineIndicator({
  name: 'stochastic-rsi',
  family: 'momentum',
  meaning: 'Stochastic RSI: where the RSI stands in its own recent range, 0 to 100, smoothed, and its average.',
  source: 'TA-Lib STOCHRSI; T. Chande, S. Kroll, 1994',
  inputs: ['source'],
  parameters: { rsiPeriod: bars(14), period: bars(14), smooth: bars(1), signal: bars(3) },
  outputs: ['k', 'd'],
  pane: 'own',
  warmUp: ({ rsiPeriod, period, smooth, signal }) => {
    const k = rsiPeriod + period - 1 + smooth - 1;
    return [k, k + signal - 1];
  },
  open: ({ rsiPeriod, period, smooth, signal }) => {
    const strength = new RelativeStrength(rsiPeriod);
    const standing = new Standing(period);
    const slow = new Mean(smooth);
    const average = new Mean(signal);
    return (row, out) => {
      const value = strength.next(row[0]!);
      const k = slow.next(standing.next(value, value, value));
      out[0] = k;
      out[1] = average.next(k);
    };
  },
});

/** Registry entry of `williamsR`. */
export const williamsRIndicator = defineIndicator({
  name: 'williams-r',
  family: 'momentum',
  meaning: "Williams' %R: how far the close is below the top of the recent range, 0 to -100.",
  source: 'TA-Lib WILLR; L. Williams, 1973',
  inputs: ['high', 'low', 'close'],
  parameters: { period: bars(14) },
  outputs: ['value'],
  pane: 'own',
  warmUp: ({ period }) => period - 1,
  open: ({ period }) => {
    const standing = new Standing(period);
    return (row, out) => {
      out[0] = standing.next(row[0]!, row[1]!, row[2]!) - 100;
    };
  },
});

/**
 * Slow stochastic.
 *
 * @param prices      Equally long columns, quote units, oldest first. Periods in bars, whole numbers >= 1 (14, 3, 3).
 * @returns           `k`, `d` 0 to 100 and `j` = 3k - 2d; a range of zero counts as 50 (TA-Lib says 0).
 * @see               TA-Lib, function STOCH.
 */
export const stochastic = (prices: Prices, parameters: { period: number; smooth: number; signal: number }) =>
  columnsOf(stochasticIndicator, prices, parameters);

/**
 * Stochastic RSI.
 *
 * @param values  Oldest first, any unit; NaN is passed over. Periods in bars, whole numbers >= 1 (14, 14, 1, 3).
 * @returns       `k`, `d`, 0 to 100; 50 where the RSI had no range.
 * @see           TA-Lib, function STOCHRSI; T. Chande, S. Kroll, The New Technical Trader, 1994.
 */
export const stochasticRsi = (
  values: Float64Array,
  parameters: { rsiPeriod: number; period: number; smooth: number; signal: number },
) => columnsOf(stochasticRsiIndicator, { source: values }, parameters);

/**
 * Williams' %R.
 *
 * @param prices  Equally long columns, quote units, oldest first; `period` in bars, a whole number >= 1.
 * @returns       0 (at the top) to -100; -50 where there is no range; NaN for the first `period - 1` bars.
 * @see           TA-Lib, function WILLR.
 */
export const williamsR = (prices: Prices, period: number): Float64Array =>
  columnOf(williamsRIndicator, prices, { period });
