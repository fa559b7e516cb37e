import { columnOf } from '../indicator/columns-of.ts';
import { defineIndicator } from '../indicator/define-indicator.ts';
import { bars } from '../indicator/parameter.ts';
import { Lag } from '../indicator/rolling/lag.ts';
import { emaSmoother } from '../indicator/rolling/smoother.ts';
import { percentChange } from './rate-of-change.ts';

/** Registry entry of `trix`. */
export const trixIndicator = defineIndicator({
  name: 'trix',
  family: 'momentum',
  meaning: 'TRIX: the one-bar change, in per cent, of a triple-smoothed average.',
  source: 'TA-Lib TRIX; J. Hutson, 1983',
  inputs: ['source'],
  parameters: { period: bars(14) },
  outputs: ['value'],
  pane: 'own',
  warmUp: ({ period }) => 3 * (period - 1) + 1,
  open: ({ period }) => {
    const first = emaSmoother(period);
    const second = emaSmoother(period);
    const third = emaSmoother(period);
    const lag = new Lag(1);
    return (row, out) => {
      const smooth = third.next(second.next(first.next(row[0]!)));
      out[0] = percentChange(smooth, lag.next(smooth));
    };
  },
});

/**
 * TRIX: momentum of a thrice smoothed price.
 *
 * @param values  Oldest first, any unit; NaN is passed over. `period` is a whole number >= 1.
 * @returns       Per cent per bar; NaN for the first `3 (period - 1) + 1` bars. Divides by the earlier value, as TA-Lib does
 *                (Tulip divides by the later).
 * @see           TA-Lib, function TRIX.
 */
export const trix = (values: Float64Array, period: number): Float64Array =>
  columnOf(trixIndicator, { source: values }, { period });
