import { columnOf } from '../indicator/columns-of.ts';
import { defineIndicator } from '../indicator/define-indicator.ts';
import { bars } from '../indicator/parameter.ts';
import { Lag } from '../indicator/rolling/lag.ts';
import { emaSmoother } from '../indicator/rolling/smoother.ts';

/** Registry entry of `zlema`. */
export const zlemaIndicator = defineIndicator({
  name: 'zlema',
  family: 'average',
  meaning: 'Zero-lag EMA: the EMA of price plus its own move over half the period.',
  source: 'J. Ehlers, R. Way, Zero Lag (Well, Almost), 2010',
  inputs: ['source'],
  parameters: { period: bars(20) },
  outputs: ['value'],
  pane: 'price',
  warmUp: ({ period }) => Math.floor((period - 1) / 2) + period - 1,
  open: ({ period }) => {
    const lag = new Lag(Math.floor((period - 1) / 2));
    const average = emaSmoother(period);
    return (row, out) => {
      const value = row[0]!;
      out[0] = average.next(value + (value - lag.next(value)));
    };
  },
});

/**
 * Zero-lag exponential moving average.
 *
 * @param values  Oldest first, any unit; NaN is passed over.
 * @param period  Span n in bars, a whole number >= 1; the lag is floor((n - 1) / 2).
 * @returns       Same length and unit; NaN for the first `floor((n - 1) / 2) + n - 1` bars.
 * @see           J. Ehlers, R. Way, "Zero Lag (Well, Almost)", 2010.
 */
export const zlema = (values: Float64Array, period: number): Float64Array =>
  columnOf(zlemaIndicator, { source: values }, { period });
