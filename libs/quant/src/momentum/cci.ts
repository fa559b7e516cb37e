import { columnOf } from '../indicator/columns-of.ts';
import { defineIndicator } from '../indicator/define-indicator.ts';
import { bars } from '../indicator/parameter.ts';
import { Mean } from '../indicator/rolling/mean.ts';
import { Window } from '../indicator/rolling/window.ts';

/** Registry entry of `cci`. */
export const cciIndicator = defineIndicator({
  name: 'cci',
  family: 'momentum',
  meaning: 'Commodity channel index: how many mean deviations the typical price is from its average, times 67.',
  source: 'TA-Lib CCI; D. Lambert, 1980',
  inputs: ['high', 'low', 'close'],
  parameters: { period: bars(20, 2) },
  outputs: ['value'],
  pane: 'own',
  warmUp: ({ period }) => period - 1,
  open: ({ period }) => {
    const average = new Mean(period);
    const window = new Window(period);
    return (row, out) => {
      const typical = (row[0]! + row[1]! + row[2]!) / 3;
      const mean = average.next(typical);
      if (!window.push(typical)) return;
      const { values } = window;
      let distance = 0;
      for (let k = 0; k < period; k++) distance += Math.abs(values[k]! - mean);
      // A flat window leaves the rounding of its mean behind, which is not a deviation.
      const flat = distance <= Math.abs(mean) * period * 2 ** -50;
      out[0] = flat ? 0 : (typical - mean) / ((0.015 * distance) / period);
    };
  },
});

/**
 * Commodity channel index.
 *
 * @param prices  Equally long columns, quote units, oldest first; `period` in bars, a whole number >= 2.
 * @returns       Dimensionless, mostly within -100 to 100; 0 where the window is flat; NaN for the first `period - 1` bars.
 *                Time grows with the period: the mean deviation has no shorter way.
 * @see           TA-Lib, function CCI; D. Lambert, Commodities, 1980.
 */
export const cci = (
  prices: { high: Float64Array; low: Float64Array; close: Float64Array },
  period: number,
): Float64Array => columnOf(cciIndicator, prices, { period });
