import type { Candle } from '@orbiquant/contracts';
import { digestOf, invariant } from '@orbiquant/kernel';
import { logBars, logSpan, type LogBars } from './log-bars.ts';

const HOUR_MS = 3_600_000;
const WEEK_HOURS = 168;
/** A quiet bar has a range of zero; a millionth stands for it, so that its logarithm exists. */
const SMALLEST = 1e-6;

/** Hourly candles that a feature row looks at: a week and the close before it. */
export const BARS_NEEDED = WEEK_HOURS + 1;

/** The features, in the order of the model's columns. Logarithms throughout; the last six tell the time of the week. */
export const FEATURE_NAMES = [
  'ln bar range, 1 bar',
  'ln bar range, rms of 6 bars',
  'ln bar range, rms of 24 bars',
  'ln bar range, rms of 168 bars',
  'ln return, rms of 6 bars',
  'ln return, rms of 24 bars',
  'ln return, rms of 168 bars',
  'ln span of 12 bars',
  'ln span of 24 bars',
  'sine of the day',
  'cosine of the day',
  'sine of the half day',
  'cosine of the half day',
  'sine of the week',
  'cosine of the week',
] as const;

/**
 * What the model sees of a market at the close of the newest candle: how far price has ranged over an hour, six
 * hours, a day and a week, and which hour of the week it is. Causal: it looks at the last `BARS_NEEDED` candles only.
 *
 * @param candles  Closed hourly candles without gaps, oldest first, at least `BARS_NEEDED`.
 * @returns        Shape [FEATURE_NAMES.length], dimensionless.
 * @throws         Invariant, when there are too few candles.
 * @see            F. Corsi, "A Simple Approximate Long-Memory Model of Realized Volatility", 2009 (the horizons);
 *                 M. Parkinson, "The Extreme Value Method for Estimating the Variance of the Rate of Return", 1980.
 */
export function featureRow(candles: readonly Candle[]): Float64Array {
  invariant(candles.length >= BARS_NEEDED, `a feature row needs ${BARS_NEEDED} candles`);
  return featuresAt(logBars(candles.slice(-BARS_NEEDED)), BARS_NEEDED - 1);
}

/** The feature row at the close of bar `at`; bars after it are not looked at. @throws Invariant, when too few precede. */
export function featuresAt(bars: LogBars, at: number): Float64Array {
  invariant(at + 1 >= BARS_NEEDED, `a feature row needs ${BARS_NEEDED} candles`);
  const mean = (squares: Float64Array, count: number): number => logRootMean(squares, at, count);
  return Float64Array.from([
    ...[1, 6, 24, WEEK_HOURS].map((count) => mean(bars.rangeSquared, count)),
    ...[6, 24, WEEK_HOURS].map((count) => mean(bars.returnSquared, count)),
    ...[12, 24].map((count) => Math.log(Math.max(logSpan(bars, at + 1 - count, at + 1), SMALLEST))),
    ...hourOfWeek(bars.openTimeMs[at]!),
  ]);
}

function logRootMean(squares: Float64Array, at: number, count: number): number {
  let sum = 0;
  for (let bar = at - count + 1; bar <= at; bar++) sum += squares[bar]!;
  return Math.log(Math.max(Math.sqrt(sum / count), SMALLEST));
}

function hourOfWeek(openTimeMs: number): number[] {
  const hours = openTimeMs / HOUR_MS;
  return [24, 12, WEEK_HOURS].flatMap((period) => {
    const angle = (2 * Math.PI * (hours % period)) / period;
    return [Math.sin(angle), Math.cos(angle)];
  });
}

/** Digest of what a model saw: equal features under equal names, equal hash. 64 hex digits. */
export const featureHash = (row: Float64Array): string => digestOf({ names: FEATURE_NAMES, row: [...row] });
