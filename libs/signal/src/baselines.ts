import { logSpan, type LogBars } from './log-bars.ts';

/** How many hourly bars ahead a forecast speaks of. */
export const HORIZON_BARS = 12;

/** The names of the simple forecasts that a model has to beat. */
export const BASELINES = ['carry', 'atr', 'ewma'] as const;
/** A simple forecast that a model has to beat. */
export type Baseline = (typeof BASELINES)[number];

/** Smoothing of daily volatility in RiskMetrics, applied here to bars. */
const DECAY = 0.94;
const ATR_BARS = 14;
/** Bars after which an EWMA has forgotten its start (0.94^120 < 0.001). */
const EWMA_BARS = 120;

/**
 * What a trader would say without a model, as ln(high / low) of the next bars, dimensionless, unscaled.
 * `carry`: the range of the last bars again. `atr`: the mean bar range of the last 14 bars, `ewma`: their exponentially
 * weighted root mean square; both grown by the square root of time.
 *
 * @param bars  At least 120 bars up to and including `at`.
 * @see         J. W. Wilder, 1978 (ATR); J.P. Morgan/Reuters, RiskMetrics Technical Document, 1996, section 5.2.
 */
export function baselineAt(baseline: Baseline, bars: LogBars, at: number): number {
  if (baseline === 'carry') return logSpan(bars, at + 1 - HORIZON_BARS, at + 1);
  const perBar = baseline === 'atr' ? meanRange(bars, at) : Math.sqrt(smoothed(bars.rangeSquared, at));
  return perBar * Math.sqrt(HORIZON_BARS);
}

function meanRange({ rangeSquared }: LogBars, at: number): number {
  let sum = 0;
  for (let bar = at + 1 - ATR_BARS; bar <= at; bar++) sum += Math.sqrt(rangeSquared[bar]!);
  return sum / ATR_BARS;
}

function smoothed(squares: Float64Array, at: number): number {
  let average = squares[at + 1 - EWMA_BARS]!;
  for (let bar = at + 2 - EWMA_BARS; bar <= at; bar++) average = DECAY * average + (1 - DECAY) * squares[bar]!;
  return average;
}
