import { columnOf } from '../indicator/columns-of.ts';
import { defineIndicator } from '../indicator/define-indicator.ts';
import { bars, factor } from '../indicator/parameter.ts';
import { emaSmoother } from '../indicator/rolling/smoother.ts';

/** Registry entry of `t3`. */
export const t3Indicator = defineIndicator({
  name: 't3',
  family: 'average',
  meaning: "Tillson's T3: six EMAs in a row, mixed by a volume factor into a smooth average with little lag.",
  source: 'TA-Lib T3; T. Tillson, Stocks & Commodities, 1998',
  inputs: ['source'],
  parameters: { period: bars(5), volumeFactor: factor(0.7, 0, 1) },
  outputs: ['value'],
  pane: 'price',
  warmUp: ({ period }) => 6 * (period - 1),
  open: ({ period, volumeFactor: v }) => {
    const chain = Array.from({ length: 6 }, () => emaSmoother(period));
    const [e1, e2, e3, e4, e5, e6] = chain;
    const c3 = -6 * v * v - 3 * (v + v * v * v);
    const c4 = 1 + 3 * v + v * v * v + 3 * v * v;
    return (row, out) => {
      const third = e3!.next(e2!.next(e1!.next(row[0]!)));
      const fourth = e4!.next(third);
      const fifth = e5!.next(fourth);
      out[0] = -v * v * v * e6!.next(fifth) + 3 * (v * v + v * v * v) * fifth + c3 * fourth + c4 * third;
    };
  },
});

/**
 * Tillson's T3 average: smooth and quick.
 *
 * @param values  Oldest first, any unit; NaN is passed over.
 * @param parameters  `period` in bars, a whole number >= 1; `volumeFactor` from 0 (EMA of EMA of EMA) to 1 (quickest).
 * @returns       Same length and unit; NaN for the first `6 (period - 1)` bars.
 * @see           TA-Lib, function T3.
 */
export const t3 = (values: Float64Array, parameters: { period: number; volumeFactor: number }): Float64Array =>
  columnOf(t3Indicator, { source: values }, parameters);
