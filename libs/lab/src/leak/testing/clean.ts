import type { Candle } from '@orbiquant/contracts';
import { openTimeOf } from '@orbiquant/market';
import type { Bars } from '@orbiquant/quant';
import { BARS_NEEDED, FEATURE_NAMES, featuresAt, logBars } from '@orbiquant/signal';
import type { FeatureMatrix, LeakSubject } from '../leak-subject.ts';

const { max } = Math;

const features = (name: string, matrix: (bars: Bars) => FeatureMatrix): LeakSubject => ({
  kind: 'features',
  name,
  features: matrix,
});

const each = (bars: Bars, value: (at: number) => number): Float64Array =>
  Float64Array.from(bars.close, (_unused, at) => value(at));

const candlesOf = ({ openTimeMs, open, high, low, close, volume }: Bars): Candle[] =>
  Array.from(openTimeMs, (atMs, at) => ({
    openTimeMs: atMs,
    open: open[at]!,
    high: high[at]!,
    low: low[at]!,
    close: close[at]!,
    volume: volume[at]!,
  }));

/** The features of the house's volatility model at every bar that has enough behind it. */
function signalFeatures(bars: Bars): FeatureMatrix {
  const logs = logBars(candlesOf(bars));
  const rows = Array.from(bars.close, (_unused, at) => (at + 1 >= BARS_NEEDED ? featuresAt(logs, at) : null));
  return Object.fromEntries(
    FEATURE_NAMES.map((name, column) => [name, Float64Array.from(rows, (row) => row?.[column] ?? NaN)]),
  );
}

/** Things that look like leaks and are none. */
export const cleanFeatures: readonly LeakSubject[] = [
  features('features of the volatility model', signalFeatures),
  features('normalised over what has been', (bars) => {
    let [sum, count] = [0, 0];
    return { value: bars.close.map((price) => price / ((sum += price) / ++count)) };
  }),
  features('gaps filled forwards', ({ close, volume }) => {
    let last = NaN;
    return { value: close.map((price, at) => (volume[at]! > 0 ? (last = price) : last)) };
  }),
  features('day so far', (bars) => {
    let [day, top] = [NaN, 0];
    return {
      high: bars.high.map((high, at) => {
        const today = openTimeOf(bars.openTimeMs[at]!, '1d');
        top = today === day ? max(top, high) : high;
        day = today;
        return top;
      }),
    };
  }),
  features('time of the week', (bars) => ({ hour: each(bars, (at) => (bars.openTimeMs[at]! / 3_600_000) % 168) })),
  features('return since three bars', ({ close }) => ({
    value: close.map((price, at) => price / (close[at - 3] ?? NaN) - 1),
  })),
];
