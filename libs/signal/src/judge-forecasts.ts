import { invariant } from '@orbiquant/kernel';
import { scoreForecast, type Score, type Scored } from './score-forecast.ts';

/** What a model's forecasts turned out to be worth since it has served. */
export type ForecastVerdict = 'too-few' | 'as-promised' | 'miscalibrated' | 'drifting';

/** A score with what it says about the model. */
export type Judged = Score & {
  /** Mean miss of the newer half less that of the older half, in its own standard error; null below two a half. */
  driftZ: number | null;
  verdict: ForecastVerdict;
};

/** Share of outcomes that the interval promises to hold. */
const PROMISED_COVERAGE = 0.8;
/** Windows that do not overlap, below which nothing is said. */
const WINDOWS_MIN = 10;
const Z_MAX = 3;

/**
 * Whether a model still does what it promised: its interval holds the share that it should, and its newer misses are no
 * other than its older ones. Forecasts of overlapping horizons tell the same thing again, so `rows / horizonBars` windows are
 * counted, not rows.
 *
 * @param scored  Oldest first, one forecast a bar or fewer; at least one.
 * @see F. Diebold, R. Mariano, "Comparing Predictive Accuracy", 1995, for the correlation of overlapping forecasts.
 */
export function judgeForecasts(scored: readonly Scored[], horizonBars: number): Judged {
  invariant(horizonBars >= 1, 'a horizon is at least a bar');
  const score = scoreForecast(scored);
  const windows = scored.length / horizonBars;
  const driftZ = driftOf(
    scored.map(({ outcome, forecast }) => Math.log(outcome / forecast)),
    horizonBars,
  );
  return { ...score, driftZ, verdict: verdictOf({ windows, driftZ, coverage: score.coverage }) };
}

function verdictOf({
  windows,
  driftZ,
  coverage,
}: {
  windows: number;
  driftZ: number | null;
  coverage: number;
}): ForecastVerdict {
  if (windows < WINDOWS_MIN) return 'too-few';
  if (driftZ !== null && Math.abs(driftZ) > Z_MAX) return 'drifting';
  const error = Math.sqrt((PROMISED_COVERAGE * (1 - PROMISED_COVERAGE)) / windows);
  return Math.abs(coverage - PROMISED_COVERAGE) > Z_MAX * error ? 'miscalibrated' : 'as-promised';
}

function driftOf(misses: readonly number[], horizonBars: number): number | null {
  const middle = Math.floor(misses.length / 2);
  const [older, newer] = [misses.slice(0, middle), misses.slice(middle)];
  if (older.length < 2) return null;
  const error = Math.sqrt((varianceOf(older) / older.length + varianceOf(newer) / newer.length) * horizonBars);
  const shift = meanOf(newer) - meanOf(older);
  return error > 0 ? shift / error : null;
}

const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

function varianceOf(values: readonly number[]): number {
  const mean = meanOf(values);
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
}
