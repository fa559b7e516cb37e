import { columnOf } from '../indicator/columns-of.ts';
import { defineIndicator } from '../indicator/define-indicator.ts';
import { bars } from '../indicator/parameter.ts';
import { Window } from '../indicator/rolling/window.ts';

/** Central moments 2, 3 and 4 of a window, written into `out`. */
function centralMoments(values: Float64Array, out: Float64Array): void {
  const [origin, n] = [values[0]!, values.length];
  let sum = 0;
  for (let k = 0; k < n; k++) sum += values[k]! - origin;
  const mean = sum / n;
  let [second, third, fourth] = [0, 0, 0];
  for (let k = 0; k < n; k++) {
    const distance = values[k]! - origin - mean;
    const square = distance * distance;
    second += square;
    third += square * distance;
    fourth += square * square;
  }
  out[0] = second / n;
  out[1] = third / n;
  out[2] = fourth / n;
}

const shapeOf = (entry: { name: string; meaning: string; source: string; of(moments: Float64Array): number }) =>
  defineIndicator({
    name: entry.name,
    family: 'statistics',
    meaning: entry.meaning,
    source: entry.source,
    inputs: ['source'],
    parameters: { period: bars(50, 4) },
    outputs: ['value'],
    sparse: ['value'],
    pane: 'own',
    warmUp: ({ period }) => period - 1,
    open: ({ period }) => {
      const window = new Window(period);
      const moments = new Float64Array(3);
      return (row, out) => {
        if (!window.push(row[0]!)) return;
        centralMoments(window.values, moments);
        if (moments[0]! > 0) out[0] = entry.of(moments);
      };
    },
  });

/** Registry entry of `skewness`. */
export const skewnessIndicator = shapeOf({
  name: 'skewness',
  meaning: 'Skewness of the last values: below 0 the long tail is on the losing side.',
  source: 'K. Pearson, 1895 (population moments)',
  of: (moments) => moments[1]! / moments[0]! ** 1.5,
});

/** Registry entry of `kurtosis`. */
export const kurtosisIndicator = shapeOf({
  name: 'kurtosis',
  meaning: 'Excess kurtosis of the last values: above 0 the tails are fatter than a normal distribution’s.',
  source: 'K. Pearson, 1905 (population moments, minus 3)',
  of: (moments) => moments[2]! / moments[0]! ** 2 - 3,
});

/** Rolling population skewness; NaN where the window (`period` >= 4 bars) is flat. Time grows with the period. */
export const rollingSkewness = (values: Float64Array, period: number): Float64Array =>
  columnOf(skewnessIndicator, { source: values }, { period });

/** Rolling population excess kurtosis; NaN where the window (`period` >= 4 bars) is flat. Time grows with the period. */
export const rollingKurtosis = (values: Float64Array, period: number): Float64Array =>
  columnOf(kurtosisIndicator, { source: values }, { period });
