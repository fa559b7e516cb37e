import { columnOf } from '../indicator/columns-of.ts';
import { defineIndicator } from '../indicator/define-indicator.ts';
import { bars } from '../indicator/parameter.ts';
import { Lag } from '../indicator/rolling/lag.ts';
import { RollingSum } from '../indicator/rolling/rolling-sum.ts';

/** Registry entry of `realisedVolatility`. */
export const realisedVolatilityIndicator = defineIndicator({
  name: 'realised-volatility',
  family: 'volatility',
  meaning: 'Realised volatility: the typical size of a one-bar log return over the window.',
  source: 'T. Andersen, T. Bollerslev, F. Diebold, P. Labys, Econometrica 71, 2003',
  inputs: ['close'],
  parameters: { period: bars(20) },
  outputs: ['value'],
  pane: 'own',
  warmUp: ({ period }) => period,
  open: ({ period }) => {
    const before = new Lag(1);
    const squares = new RollingSum(period);
    return (row, out) => {
      const change = Math.log(row[0]! / before.next(row[0]!));
      out[0] = Math.sqrt(Math.max(0, squares.next(change * change) / period));
    };
  },
});

/**
 * Realised volatility: the standard deviation of one-bar log returns over a window, around zero.
 *
 * @param close   Closing prices, oldest first, quote units, > 0.
 * @param period  Returns in the window, a whole number >= 1.
 * @returns       Per bar (0.01 = 1 %), same length; NaN for the first `period` bars. Annualise at the caller.
 * @throws        Invariant, when `period` is not a whole number >= 1.
 * @see           T. Andersen, T. Bollerslev, F. Diebold, P. Labys, "Modeling and Forecasting Realized Volatility", 2003.
 */
export const realisedVolatility = (close: Float64Array, period: number): Float64Array =>
  columnOf(realisedVolatilityIndicator, { close }, { period });
