import { columnOf } from '../indicator/columns-of.ts';
import { defineIndicator } from '../indicator/define-indicator.ts';
import { bars } from '../indicator/parameter.ts';
import { Lag } from '../indicator/rolling/lag.ts';
import { Mean } from '../indicator/rolling/mean.ts';

/** Registry entry of `dpo`. */
export const dpoIndicator = defineIndicator({
  name: 'dpo',
  family: 'momentum',
  meaning:
    'Detrended price oscillator: the price of half a window ago minus the average of the window; no bar is drawn early.',
  source: 'Tulip dpo, read at the bar where it is known',
  inputs: ['source'],
  parameters: { period: bars(20) },
  outputs: ['value'],
  pane: 'own',
  warmUp: ({ period }) => Math.max(period - 1, Math.floor(period / 2) + 1),
  open: ({ period }) => {
    const average = new Mean(period);
    const lag = new Lag(Math.floor(period / 2) + 1);
    return (row, out) => {
      out[0] = lag.next(row[0]!) - average.next(row[0]!);
    };
  },
});

/**
 * Detrended price oscillator, the causal reading: value `floor(period / 2) + 1` bars ago minus the average now. Charts
 * that centre it draw the same number that many bars earlier, where it was not yet known.
 *
 * @param values  Oldest first, any unit; NaN is passed over. `period` is a whole number >= 1.
 * @returns       Same unit; NaN in the warm-up.
 */
export const dpo = (values: Float64Array, period: number): Float64Array =>
  columnOf(dpoIndicator, { source: values }, { period });
