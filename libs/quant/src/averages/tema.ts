import { columnOf } from '../indicator/columns-of.ts';
import { defineIndicator } from '../indicator/define-indicator.ts';
import { bars } from '../indicator/parameter.ts';
import { emaSmoother } from '../indicator/rolling/smoother.ts';

/** Registry entry of `tema`. */
export const temaIndicator = defineIndicator({
  name: 'tema',
  family: 'average',
  meaning: 'Triple exponential average: 3 EMA - 3 EMA of EMA + EMA of EMA of EMA; less lag than DEMA.',
  source: 'TA-Lib TEMA; P. Mulloy, Stocks & Commodities, 1994',
  inputs: ['source'],
  parameters: { period: bars(20) },
  outputs: ['value'],
  pane: 'price',
  warmUp: ({ period }) => 3 * (period - 1),
  open: ({ period }) => {
    const first = emaSmoother(period);
    const second = emaSmoother(period);
    const third = emaSmoother(period);
    return (row, out) => {
      const once = first.next(row[0]!);
      const twice = second.next(once);
      out[0] = 3 * once - 3 * twice + third.next(twice);
    };
  },
});

/**
 * Triple exponential moving average.
 *
 * @param values  Oldest first, any unit; NaN is passed over.
 * @param period  Span in bars, a whole number >= 1.
 * @returns       Same length and unit; NaN for the first `3 (period - 1)` bars.
 * @see           TA-Lib, function TEMA.
 */
export const tema = (values: Float64Array, period: number): Float64Array =>
  columnOf(temaIndicator, { source: values }, { period });
