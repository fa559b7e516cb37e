import { columnsOf } from '../indicator/columns-of.ts';
import { defineIndicator } from '../indicator/define-indicator.ts';
import { bars } from '../indicator/parameter.ts';
import { Lag } from '../indicator/rolling/lag.ts';
import { emaSmoother } from '../indicator/rolling/smoother.ts';

/** Registry entry of `tsi`. */
export const tsiIndicator = defineIndicator({
  name: 'tsi',
  family: 'momentum',
  meaning: 'True strength index: twice smoothed change over twice smoothed size of change, -100 to 100.',
  source: 'W. Blau, Momentum, Direction, and Divergence, 1995',
  inputs: ['source'],
  parameters: { long: bars(25), short: bars(13), signal: bars(7) },
  outputs: ['tsi', 'signal'],
  pane: 'own',
  warmUp: ({ long, short, signal }) => [long + short - 1, long + short + signal - 2],
  open: ({ long, short, signal }) => {
    const lag = new Lag(1);
    const [change1, size1] = [emaSmoother(long), emaSmoother(long)];
    const [change2, size2] = [emaSmoother(short), emaSmoother(short)];
    const average = emaSmoother(signal);
    return (row, out) => {
      const change = row[0]! - lag.next(row[0]!);
      const size = size2.next(size1.next(Math.abs(change)));
      const net = change2.next(change1.next(change));
      const value = size === 0 ? 0 : (100 * net) / size;
      out[0] = value;
      out[1] = average.next(value);
    };
  },
});

/**
 * True strength index.
 *
 * @param values  Oldest first, any unit; NaN is passed over. Spans in bars, whole numbers >= 1 (25, 13, 7).
 * @returns       `tsi` and `signal`, -100 to 100; 0 where nothing moved.
 * @see           W. Blau, Momentum, Direction, and Divergence, 1995.
 */
export const tsi = (values: Float64Array, parameters: { long: number; short: number; signal: number }) =>
  columnsOf(tsiIndicator, { source: values }, parameters);
