import { columnOf } from '../indicator/columns-of.ts';
import { defineIndicator } from '../indicator/define-indicator.ts';
import { bars } from '../indicator/parameter.ts';
import { emaSmoother } from '../indicator/rolling/smoother.ts';

/** Registry entry of `dema`. */
export const demaIndicator = defineIndicator({
  name: 'dema',
  family: 'average',
  meaning: 'Double exponential average: twice the EMA minus the EMA of the EMA, which takes out most of the lag.',
  source: 'TA-Lib DEMA; P. Mulloy, Stocks & Commodities, 1994',
  inputs: ['source'],
  parameters: { period: bars(20) },
  outputs: ['value'],
  pane: 'price',
  warmUp: ({ period }) => 2 * (period - 1),
  open: ({ period }) => {
    const first = emaSmoother(period);
    const second = emaSmoother(period);
    return (row, out) => {
      const once = first.next(row[0]!);
      out[0] = 2 * once - second.next(once);
    };
  },
});

/**
 * Double exponential moving average: 2 EMA - EMA(EMA).
 *
 * @param values  Oldest first, any unit; NaN is passed over.
 * @param period  Span in bars, a whole number >= 1.
 * @returns       Same length and unit; NaN for the first `2 (period - 1)` bars.
 * @see           TA-Lib, function DEMA.
 */
export const dema = (values: Float64Array, period: number): Float64Array =>
  columnOf(demaIndicator, { source: values }, { period });
