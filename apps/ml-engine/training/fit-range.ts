import {
  addRow,
  BASELINES,
  calibrate,
  emptySums,
  FEATURE_NAMES,
  fitRidge,
  predictLinear,
  scoreForecast,
  type Baseline,
  type Calibration,
  type Fold,
  type LinearFit,
  type Sample,
  type Scored,
} from '@orbiquant/signal';

/** Pull toward zero, in rows' worth of variance: small, because there are hundreds of thousands of rows. */
export const PENALTY = 100;

/** A forecast with its interval, from a moment's sample. */
export type Forecaster = (sample: Sample) => { forecast: number; low: number; high: number };

/** A fitted model: the line, and how it misses on rows it had not seen. */
export type FittedRange = { line: LinearFit; calibration: Calibration };

/** Fits the line on all samples, and its mean and bounds on the misses of a walk forward through them. */
export function fitRange(samples: readonly Sample[], folds: readonly Fold[]): FittedRange {
  const misses = folds.flatMap(({ learnUntilMs, testFromMs, testToMs }) => {
    const line = fitLine(samples.filter(({ atMs }) => atMs < learnUntilMs));
    const tested = samples.filter(({ atMs }) => atMs >= testFromMs && atMs < testToMs);
    return tested.map(({ features, outcome }) => Math.log(outcome) - predictLinear(line, features));
  });
  return { line: fitLine(samples), calibration: calibrate(Float64Array.from(misses)) };
}

function fitLine(samples: readonly Sample[]): LinearFit {
  const sums = emptySums(FEATURE_NAMES.length);
  for (const { features, outcome } of samples) addRow(sums, features, Math.log(outcome));
  return fitRidge(sums, PENALTY);
}

/** The three columns of the graph: mean, low and high. */
export const columnsOf = ({ line, calibration }: FittedRange): LinearFit[] =>
  [calibration.lnSmearing, calibration.low, calibration.high].map((shift) => ({
    ...line,
    intercept: line.intercept + shift,
  }));

/** A simple forecast with the same advantages: the factor that makes it right on average, and its own bounds. */
export type FittedBaseline = { name: Baseline; scale: number; calibration: Calibration };

export function fitBaselines(samples: readonly Sample[]): FittedBaseline[] {
  return BASELINES.map((name) => {
    const fit = samples.filter(({ baselines }) => baselines[name] > 0);
    const total = (of: (sample: Sample) => number): number => fit.reduce((sum, sample) => sum + of(sample), 0);
    const scale = total(({ outcome }) => outcome) / total(({ baselines }) => baselines[name]);
    const misses = fit.map(({ outcome, baselines }) => Math.log(outcome / (scale * baselines[name])));
    return { name, scale, calibration: calibrate(Float64Array.from(misses)) };
  });
}

export const baselineForecaster =
  ({ name, scale, calibration }: FittedBaseline): Forecaster =>
  ({ baselines }) => {
    const forecast = scale * Math.max(baselines[name], 1e-6);
    return { forecast, low: forecast * Math.exp(calibration.low), high: forecast * Math.exp(calibration.high) };
  };

export const scoredBy = (forecaster: Forecaster, samples: readonly Sample[]): Scored[] =>
  samples.map((sample) => ({ ...forecaster(sample), outcome: sample.outcome }));

/** The simple forecast with the smallest mean error. */
export function bestBaseline(baselines: readonly FittedBaseline[], samples: readonly Sample[]): FittedBaseline {
  const errors = baselines.map(
    (fitted) => scoreForecast(scoredBy(baselineForecaster(fitted), samples)).meanAbsoluteError,
  );
  return baselines[errors.indexOf(Math.min(...errors))]!;
}
