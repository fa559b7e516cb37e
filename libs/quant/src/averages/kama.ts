import { columnOf } from '../indicator/columns-of.ts';
import { defineIndicator } from '../indicator/define-indicator.ts';
import { bars } from '../indicator/parameter.ts';
import { Efficiency } from './efficiency.ts';

/** Registry entry of `kama`. */
export const kamaIndicator = defineIndicator({
  name: 'kama',
  family: 'average',
  meaning: "Kaufman's adaptive average: quick where price moves one way, slow where it goes back and forth.",
  source: 'TA-Lib KAMA; P. Kaufman, Smarter Trading, 1995',
  inputs: ['source'],
  parameters: { period: bars(10), fast: bars(2), slow: bars(30) },
  outputs: ['value'],
  pane: 'price',
  warmUp: ({ period }) => period,
  open: ({ period, fast, slow }) => {
    const efficiency = new Efficiency(period);
    const slowest = 2 / (slow + 1);
    const span = 2 / (fast + 1) - slowest;
    const state = Float64Array.of(NaN);
    return (row, out) => {
      const value = row[0]!;
      const ratio = efficiency.next(value);
      if (Number.isNaN(ratio)) state[0] = value;
      else {
        const weight = ratio * span + slowest;
        out[0] = state[0] = state[0]! + weight * weight * (value - state[0]!);
      }
    };
  },
});

/**
 * Kaufman's adaptive moving average: its speed follows the efficiency ratio (net move over distance travelled).
 *
 * @param values  Oldest first, any unit; NaN is passed over.
 * @param parameters  `period` of the efficiency ratio, `fast` and `slow` spans in bars, whole numbers >= 1.
 * @returns       Same length and unit; NaN for the first `period` bars. Seeded with the value at bar `period - 1`.
 * @see           TA-Lib, function KAMA (which fixes fast 2, slow 30).
 */
export const kama = (values: Float64Array, parameters: { period: number; fast: number; slow: number }): Float64Array =>
  columnOf(kamaIndicator, { source: values }, parameters);
