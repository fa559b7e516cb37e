import { columnsOf } from '../indicator/columns-of.ts';
import { defineIndicator } from '../indicator/define-indicator.ts';
import { bars } from '../indicator/parameter.ts';
import { emaSmoother } from '../indicator/rolling/smoother.ts';

/** Registry entry of `elderRay`. */
export const elderRayIndicator = defineIndicator({
  name: 'elder-ray',
  family: 'momentum',
  meaning: 'Elder ray: how far the high (bulls) and the low (bears) reach from the average of closes.',
  source: 'A. Elder, Trading for a Living, 1993',
  inputs: ['high', 'low', 'close'],
  parameters: { period: bars(13) },
  outputs: ['bullPower', 'bearPower'],
  pane: 'own',
  warmUp: ({ period }) => period - 1,
  open: ({ period }) => {
    const average = emaSmoother(period);
    return (row, out) => {
      const middle = average.next(row[2]!);
      out[0] = row[0]! - middle;
      out[1] = row[1]! - middle;
    };
  },
});

/**
 * Elder ray: bull and bear power.
 *
 * @param prices  Equally long columns, quote units, oldest first; `period` in bars, a whole number >= 1.
 * @returns       `bullPower` = high - EMA, `bearPower` = low - EMA, quote units.
 * @see           A. Elder, Trading for a Living, 1993.
 */
export const elderRay = (prices: { high: Float64Array; low: Float64Array; close: Float64Array }, period: number) =>
  columnsOf(elderRayIndicator, prices, { period });
