import { columnOf } from '../indicator/columns-of.ts';
import { defineIndicator } from '../indicator/define-indicator.ts';
import { bars } from '../indicator/parameter.ts';
import { Lag } from '../indicator/rolling/lag.ts';
import { RollingSum } from '../indicator/rolling/rolling-sum.ts';
import { RelativeStrength } from './rsi.ts';

/** Registry entry of `cmo`. */
export const cmoIndicator = defineIndicator({
  name: 'cmo',
  family: 'momentum',
  meaning: 'Chande momentum oscillator as TA-Lib smooths it: gains minus losses over their sum, -100 to 100.',
  source: 'TA-Lib CMO',
  inputs: ['source'],
  parameters: { period: bars(14) },
  outputs: ['value'],
  pane: 'own',
  warmUp: ({ period }) => period,
  open: ({ period }) => {
    const strength = new RelativeStrength(period);
    return (row, out) => {
      out[0] = 2 * strength.next(row[0]!) - 100;
    };
  },
});

/** Registry entry of `chandeMomentum`. */
export const chandeMomentumIndicator = defineIndicator({
  name: 'chande-momentum',
  family: 'momentum',
  meaning: "Chande's momentum oscillator as he wrote it: sums of gains and losses over the window, unsmoothed.",
  source: 'T. Chande, S. Kroll, The New Technical Trader, 1994; Tulip cmo',
  inputs: ['source'],
  parameters: { period: bars(14) },
  outputs: ['value'],
  pane: 'own',
  warmUp: ({ period }) => period,
  open: ({ period }) => {
    const lag = new Lag(1);
    const gains = new RollingSum(period);
    const losses = new RollingSum(period);
    return (row, out) => {
      const change = row[0]! - lag.next(row[0]!);
      const gain = gains.next(Math.max(change, 0));
      const loss = losses.next(Math.max(-change, 0));
      out[0] = gain + loss === 0 ? 0 : (100 * (gain - loss)) / (gain + loss);
    };
  },
});

/**
 * Chande momentum oscillator with Wilder's smoothing, which is 2 RSI - 100.
 *
 * @param values  Oldest first, any unit; NaN is passed over. `period` is a whole number >= 1.
 * @returns       -100 to 100; 0 where nothing moved; NaN for the first `period` bars.
 * @see           TA-Lib, function CMO.
 */
export const cmo = (values: Float64Array, period: number): Float64Array =>
  columnOf(cmoIndicator, { source: values }, { period });

/**
 * Chande momentum oscillator over plain sums.
 *
 * @param values  Oldest first, any unit; NaN is passed over. `period` is a whole number >= 1.
 * @returns       -100 to 100; 0 where nothing moved; NaN for the first `period` bars.
 * @see           T. Chande, S. Kroll, The New Technical Trader, 1994.
 */
export const chandeMomentum = (values: Float64Array, period: number): Float64Array =>
  columnOf(chandeMomentumIndicator, { source: values }, { period });
