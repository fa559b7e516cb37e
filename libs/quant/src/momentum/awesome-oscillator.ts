import { columnOf } from '../indicator/columns-of.ts';
import { defineIndicator } from '../indicator/define-indicator.ts';
import { bars } from '../indicator/parameter.ts';
import { Mean } from '../indicator/rolling/mean.ts';
import { rollingMeans } from '../indicator/rolling/rolling-sum.ts';

/** Registry entry of `awesomeOscillator`. */
export const awesomeOscillatorIndicator = defineIndicator({
  name: 'awesome-oscillator',
  family: 'momentum',
  meaning: "Williams' awesome oscillator: a fast minus a slow simple average of the bar's middle.",
  source: 'B. Williams, New Trading Dimensions, 1998; Tulip ao',
  inputs: ['high', 'low'],
  parameters: { fast: bars(5), slow: bars(34) },
  outputs: ['value'],
  pane: 'own',
  warmUp: ({ fast, slow }) => Math.max(fast, slow) - 1,
  open: ({ fast, slow }) => {
    const quick = new Mean(fast);
    const late = new Mean(slow);
    return (row, out) => {
      const middle = (row[0]! + row[1]!) / 2;
      out[0] = quick.next(middle) - late.next(middle);
    };
  },
  batch: ([high, low], { fast, slow }) => {
    const middle = new Float64Array(high!.length);
    for (let at = 0; at < middle.length; at++) middle[at] = (high![at]! + low![at]!) / 2;
    const line = rollingMeans(middle, fast);
    const late = rollingMeans(middle, slow);
    for (let at = 0; at < line.length; at++) line[at] = line[at]! - late[at]!;
    return [line];
  },
});

/**
 * Awesome oscillator.
 *
 * @param columns  `high` and `low`, quote units, equally long, oldest first. Periods in bars, whole numbers >= 1 (5, 34).
 * @returns        Quote units; NaN until the slower average is full.
 * @see            B. Williams, New Trading Dimensions, 1998.
 */
export const awesomeOscillator = (
  columns: { high: Float64Array; low: Float64Array },
  parameters: { fast: number; slow: number },
): Float64Array => columnOf(awesomeOscillatorIndicator, columns, parameters);
