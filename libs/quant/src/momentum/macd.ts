import { columnsOf } from '../indicator/columns-of.ts';
import { defineIndicator } from '../indicator/define-indicator.ts';
import { bars } from '../indicator/parameter.ts';
import { emaColumn, emaSmoother } from '../indicator/rolling/smoother.ts';

/** Registry entry of `macd`. */
export const macdIndicator = defineIndicator({
  name: 'macd',
  family: 'momentum',
  meaning: 'MACD: a fast minus a slow EMA, an EMA of that (signal) and the difference of both (histogram).',
  source: 'G. Appel, 1979; Stock.Indicators macd (each EMA seeded on its own; TA-Lib seeds the fast one later)',
  inputs: ['source'],
  parameters: { fast: bars(12), slow: bars(26), signal: bars(9) },
  outputs: ['macd', 'signal', 'histogram'],
  pane: 'own',
  warmUp: ({ fast, slow, signal }) => {
    const line = Math.max(fast, slow) - 1;
    return [line, line + signal - 1, line + signal - 1];
  },
  open: ({ fast, slow, signal }) => {
    const quick = emaSmoother(fast);
    const late = emaSmoother(slow);
    const average = emaSmoother(signal);
    return (row, out) => {
      const line = quick.next(row[0]!) - late.next(row[0]!);
      const trigger = average.next(line);
      out[0] = line;
      out[1] = trigger;
      out[2] = line - trigger;
    };
  },
  batch: ([values], { fast, slow, signal }) => {
    const line = emaColumn(values!, fast);
    const late = emaColumn(values!, slow);
    for (let at = 0; at < line.length; at++) line[at] = line[at]! - late[at]!;
    const trigger = emaColumn(line, signal);
    for (let at = 0; at < line.length; at++) late[at] = line[at]! - trigger[at]!;
    return [line, trigger, late];
  },
});

/**
 * Moving average convergence divergence.
 *
 * @param values      Oldest first, any unit; NaN is passed over.
 * @param parameters  Spans in bars, whole numbers >= 1; Appel used 12, 26, 9.
 * @returns           `macd`, `signal`, `histogram`, same unit. Each EMA is seeded with the mean of its own first bars; TA-Lib
 *                    seeds the fast one at the slow period, which differs for about 50 bars.
 * @see               G. Appel, The Moving Average Convergence-Divergence Method, 1979.
 */
export const macd = (values: Float64Array, parameters: { fast: number; slow: number; signal: number }) =>
  columnsOf(macdIndicator, { source: values }, parameters);
