import { columnOf } from '../indicator/columns-of.ts';
import { defineIndicator } from '../indicator/define-indicator.ts';
import { Lag } from '../indicator/rolling/lag.ts';
import { Window } from '../indicator/rolling/window.ts';

const CHUNK_MIN = 8;
const CHUNKS_MAX = 32;

/** Range of the running deviation over its standard deviation, of one chunk; 0 where the chunk is flat. */
function rescaledRange(values: Float64Array, from: number, size: number): number {
  let mean = 0;
  for (let k = from; k < from + size; k++) mean += values[k]!;
  mean /= size;
  let [sum, squares, top, bottom] = [0, 0, -Infinity, Infinity];
  for (let k = from; k < from + size; k++) {
    const distance = values[k]! - mean;
    sum += distance;
    squares += distance * distance;
    top = Math.max(top, sum);
    bottom = Math.min(bottom, sum);
  }
  return squares === 0 ? 0 : (top - bottom) / Math.sqrt(squares / size);
}

/** Mean rescaled range of equal chunks; the oldest values that fill no chunk are left out. */
function meanRescaledRange(values: Float64Array, chunks: number): number {
  const size = Math.floor(values.length / chunks);
  let total = 0;
  for (let from = values.length - size * chunks; from < values.length; from += size)
    total += rescaledRange(values, from, size);
  return total / chunks;
}

/** Slope of log rescaled range on log chunk size, over 1, 2, 4 ... 32 chunks of at least 8 values. */
function exponentOf(values: Float64Array): number {
  let [n, sumX, sumY, sumXx, sumXy] = [0, 0, 0, 0, 0];
  for (let chunks = 1; chunks <= CHUNKS_MAX && values.length / chunks >= CHUNK_MIN; chunks *= 2) {
    const x = Math.log(Math.floor(values.length / chunks));
    const y = Math.log(meanRescaledRange(values, chunks));
    n++;
    sumX += x;
    sumY += y;
    sumXx += x * x;
    sumXy += x * y;
  }
  const slope = (n * sumXy - sumX * sumY) / (n * sumXx - sumX * sumX);
  return Number.isFinite(slope) ? slope : NaN;
}

/** Registry entry of `hurst`. */
export const hurstIndicator = defineIndicator({
  name: 'hurst',
  family: 'statistics',
  meaning: 'Hurst exponent: above 0.5 moves tend to go on, below 0.5 to turn back; biased upwards in short windows.',
  source: 'H. Hurst, 1951; Stock.Indicators hurst (rescaled range)',
  inputs: ['source'],
  parameters: { period: { kind: 'integer', min: 20, max: 5_000, default: 100 } },
  outputs: ['value'],
  sparse: ['value'],
  pane: 'own',
  warmUp: ({ period }) => period,
  open: ({ period }) => {
    const before = new Lag(1);
    const window = new Window(period);
    const ordered = new Float64Array(period);
    return (row, out) => {
      const full = window.push(Math.log(row[0]! / before.next(row[0]!)));
      if (!full) return;
      window.copyTo(ordered);
      out[0] = exponentOf(ordered);
    };
  },
});

/**
 * Hurst exponent of one-bar log returns by rescaled range.
 *
 * @param values  Prices, > 0, oldest first; NaN is passed over. `period` is the number of returns, 20 to 5,000 (100).
 * @returns       About 0 to 1; NaN for the first `period` bars and where a chunk size is flat throughout. Without correction for
 *                small samples: noise scores about 0.55 to 0.65 over 100 bars. Time grows with the period.
 * @see           H. Hurst, "Long-term Storage Capacity of Reservoirs", Trans. ASCE 116, 1951.
 */
export const hurst = (values: Float64Array, period: number): Float64Array =>
  columnOf(hurstIndicator, { source: values }, { period });
