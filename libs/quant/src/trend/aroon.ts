import { columnsOf } from '../indicator/columns-of.ts';
import { defineIndicator } from '../indicator/define-indicator.ts';
import { bars } from '../indicator/parameter.ts';
import type { Ranges } from '../indicator/prices.ts';
import { RollingExtreme } from '../indicator/rolling/rolling-extreme.ts';

/** Registry entry of `aroon`. */
export const aroonIndicator = defineIndicator({
  name: 'aroon',
  family: 'trend',
  meaning: 'Aroon: how lately the highest high and the lowest low came, 100 = now; the oscillator is their difference.',
  source: 'TA-Lib AROON, AROONOSC; T. Chande, 1995',
  inputs: ['high', 'low'],
  parameters: { period: bars(25) },
  outputs: ['up', 'down', 'oscillator'],
  pane: 'own',
  warmUp: ({ period }) => period,
  open: ({ period }) => {
    const highest = new RollingExtreme(period + 1, 1);
    const lowest = new RollingExtreme(period + 1, -1);
    return (row, out) => {
      const full = !Number.isNaN(highest.next(row[0]!) + lowest.next(row[1]!));
      if (!full) return;
      out[0] = (100 * (period - highest.age)) / period;
      out[1] = (100 * (period - lowest.age)) / period;
      out[2] = (100 * (lowest.age - highest.age)) / period;
    };
  },
});

/**
 * Aroon up, down and oscillator.
 *
 * @param ranges  `high` and `low`, quote units, equally long, oldest first; `period` in bars, a whole number >= 1 (25).
 * @returns       `up`, `down` 0 to 100, `oscillator` -100 to 100; NaN for the first `period` bars; of equal extremes the
 *                newest counts.
 * @see           TA-Lib, function AROON.
 */
export const aroon = (ranges: Ranges, period: number) => columnsOf(aroonIndicator, ranges, { period });
