import { columnOf } from '../indicator/columns-of.ts';
import { defineIndicator } from '../indicator/define-indicator.ts';
import { bars } from '../indicator/parameter.ts';
import { Window } from '../indicator/rolling/window.ts';

/** Root mean square of the falls from the high so far, per cent, over the values of `from` up to `to`. */
function ulcerOf(values: Float64Array, from: number, to: number): number {
  let top = values[from]!;
  let squares = 0;
  for (let at = from + 1; at < to; at++) {
    const value = values[at]!;
    if (value >= top) top = value;
    else {
      const fall = (100 * (value - top)) / top;
      squares += fall * fall;
    }
  }
  return Math.sqrt(squares / (to - from));
}

/** Registry entry of `ulcerIndex`. */
export const ulcerIndexIndicator = defineIndicator({
  name: 'ulcer-index',
  family: 'volatility',
  meaning: 'Ulcer index: how deep and how long price stood below its high within the window, in per cent.',
  source: 'P. Martin, B. McCann, The Investor’s Guide to Fidelity Funds, 1989; Stock.Indicators ulcer',
  inputs: ['source'],
  parameters: { period: bars(14) },
  outputs: ['value'],
  pane: 'own',
  warmUp: ({ period }) => period - 1,
  open: ({ period }) => {
    const window = new Window(period);
    const ordered = new Float64Array(period);
    return (row, out) => {
      if (!window.push(row[0]!)) return;
      window.copyTo(ordered);
      out[0] = ulcerOf(ordered, 0, period);
    };
  },
  batch: ([values], { period }) => {
    const known = values!.filter((value) => !Number.isNaN(value));
    const out = new Float64Array(values!.length).fill(NaN);
    for (let at = 0, rank = 0; at < out.length; at++) {
      if (Number.isNaN(values![at]!)) continue;
      rank++;
      if (rank >= period) out[at] = ulcerOf(known, rank - period, rank);
    }
    return [out];
  },
});

/**
 * Ulcer index: root mean square of the drawdowns inside the window, each from the high of the window so far.
 *
 * @param values  Oldest first, > 0; NaN is passed over. `period` is a whole number >= 1 (14).
 * @returns       Per cent (1 = 1 %), >= 0; NaN for the first `period - 1` bars. Time grows with the period.
 * @see           P. Martin, B. McCann, The Investor's Guide to Fidelity Funds, 1989.
 */
export const ulcerIndex = (values: Float64Array, period: number): Float64Array =>
  columnOf(ulcerIndexIndicator, { source: values }, { period });
