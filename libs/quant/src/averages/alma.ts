import { columnOf } from '../indicator/columns-of.ts';
import { defineIndicator } from '../indicator/define-indicator.ts';
import { bars, factor } from '../indicator/parameter.ts';

/** Registry entry of `alma`. */
export const almaIndicator = defineIndicator({
  name: 'alma',
  family: 'average',
  meaning: 'Arnaud Legoux average: weights shaped as a bell, moved towards the newest bar.',
  source: 'A. Legoux, D. Kouzis-Loukas, 2009',
  inputs: ['source'],
  parameters: { period: bars(9), offset: factor(0.85, 0, 1), sigma: factor(6, 0.1, 100) },
  outputs: ['value'],
  pane: 'price',
  warmUp: ({ period }) => period - 1,
  open: (parameters) => {
    const weights = bell(parameters);
    const { period } = parameters;
    const ring = new Float64Array(period).fill(NaN);
    const place = new Int32Array(1);
    return (row, out) => {
      ring[place[0]!] = row[0]!;
      place[0] = (place[0]! + 1) % period;
      let sum = 0;
      for (let k = 0, at = place[0]!; k < period; k++, at = at + 1 === period ? 0 : at + 1)
        sum += weights[k]! * ring[at]!;
      out[0] = sum;
    };
  },
});

/**
 * Arnaud Legoux moving average: a Gaussian window.
 *
 * @param values  Oldest first, any unit; NaN is passed over.
 * @param parameters  `period` in bars, a whole number >= 1; `offset` of the bell's middle, 0 oldest to 1 newest;
 *                `sigma`, how many deviations the window spans.
 * @returns       Same length and unit; NaN for the first `period - 1` bars. Time grows with the period.
 * @see           A. Legoux, D. Kouzis-Loukas, "Arnaud Legoux Moving Average", 2009.
 */
export const alma = (
  values: Float64Array,
  parameters: { period: number; offset: number; sigma: number },
): Float64Array => columnOf(almaIndicator, { source: values }, parameters);

/** Weights of the window, oldest first; they add up to 1. */
function bell({ period, offset, sigma }: { period: number; offset: number; sigma: number }): Float64Array {
  const middle = offset * (period - 1);
  const spread = period / sigma;
  const raw = Float64Array.from({ length: period }, (_, k) => Math.exp(-((k - middle) ** 2) / (2 * spread * spread)));
  const total = raw.reduce((sum, weight) => sum + weight, 0);
  return raw.map((weight) => weight / total);
}
