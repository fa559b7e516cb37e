import { columnsOf } from '../indicator/columns-of.ts';
import { defineIndicator } from '../indicator/define-indicator.ts';
import { Lag } from '../indicator/rolling/lag.ts';
import { bars } from '../indicator/parameter.ts';
import { wilderSmoother } from '../indicator/rolling/smoother.ts';

/** Registry entry of `alligator`. */
export const alligatorIndicator = defineIndicator({
  name: 'alligator',
  family: 'average',
  meaning: "Williams' alligator: three smoothed averages of the bar's middle, each drawn some bars later.",
  source: 'B. Williams, Trading Chaos, 1995',
  inputs: ['high', 'low'],
  parameters: {
    jaw: bars(13),
    jawShift: bars(8),
    teeth: bars(8),
    teethShift: bars(5),
    lips: bars(5),
    lipsShift: bars(3),
  },
  outputs: ['jaw', 'teeth', 'lips'],
  pane: 'price',
  warmUp: (p) => [p.jaw + p.jawShift - 1, p.teeth + p.teethShift - 1, p.lips + p.lipsShift - 1],
  open: (p) => {
    const averages = [p.jaw, p.teeth, p.lips].map(wilderSmoother);
    const lags = [p.jawShift, p.teethShift, p.lipsShift].map((shift) => new Lag(shift));
    return (row, out) => {
      const middle = (row[0]! + row[1]!) / 2;
      for (let k = 0; k < 3; k++) out[k] = lags[k]!.next(averages[k]!.next(middle));
    };
  },
});

/**
 * Williams' alligator: jaw, teeth and lips; causal, for the averages are drawn later, not earlier.
 *
 * @param columns  `high` and `low` in quote units, equally long, oldest first.
 * @param parameters  Periods and shifts in bars, whole numbers >= 1; Williams used 13/8, 8/5, 5/3.
 * @returns        Quote units; each NaN for its first `period + shift - 1` bars.
 * @see            B. Williams, Trading Chaos, 1995.
 */
export const alligator = (
  columns: { high: Float64Array; low: Float64Array },
  parameters: { jaw: number; jawShift: number; teeth: number; teethShift: number; lips: number; lipsShift: number },
) => columnsOf(alligatorIndicator, columns, parameters);
