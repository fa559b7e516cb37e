import { invariant } from '@orbiquant/kernel';
import { alphaBeta } from './benchmark.ts';
import type { AlphaBeta, BenchmarkOptions, MarketSide } from './benchmark.ts';
import { captureRatio, upDownCapture } from './capture.ts';
import { maxDrawdown } from './drawdown.ts';
import type { Annualisation, PerPeriod } from './periods-per-year.ts';
import { sharpeRatio } from './sharpe.ts';

/** A window in periods, a whole number >= 1. */
export type Window = { window: number };

/**
 * Any measure over a window that slides by one period.
 *
 * @param returns  Returns per period; views of them (not copies) are handed to `measure`, with the half-open range.
 * @returns        n - window + 1 values, the first for the first full window; empty when there is none.
 * @throws         Invariant, when the window is not a whole number >= 1.
 */
export function rolling<T>(
  returns: Float64Array,
  { window }: Window,
  measure: (part: Float64Array, from: number, to: number) => T,
): T[] {
  invariant(Number.isInteger(window) && window >= 1, 'a window is a whole number of at least 1');
  const out: T[] = [];
  for (let to = window; to <= returns.length; to++)
    out.push(measure(returns.subarray(to - window, to), to - window, to));
  return out;
}

/** Maximum drawdown of each window, fractions <= 0. @see maxDrawdown */
export const rollingMaxDrawdown = (returns: Float64Array, window: Window): Float64Array =>
  Float64Array.from(rolling(returns, window, (part) => maxDrawdown(part)));

/** Annualised Sharpe ratio of each window. @see sharpeRatio */
export function rollingSharpe(
  returns: Float64Array,
  options: Window & Annualisation & { riskFree?: PerPeriod },
): Float64Array {
  const { riskFree = 0 } = options;
  const rateIn = (from: number, to: number): PerPeriod =>
    typeof riskFree === 'number' ? riskFree : riskFree.subarray(from, to);
  return Float64Array.from(
    rolling(returns, options, (part, from, to) => sharpeRatio(part, { ...options, riskFree: rateIn(from, to) })),
  );
}

/** Annual alpha and beta of each window. @see alphaBeta */
export const rollingAlphaBeta = (
  returns: Float64Array,
  benchmark: Float64Array,
  options: Window & Omit<BenchmarkOptions, 'riskFree'> & { riskFree?: number },
): AlphaBeta[] => rolling(returns, options, (part, from, to) => alphaBeta(part, benchmark.subarray(from, to), options));

/** Capture ratio of each window. @see captureRatio */
export const rollingCapture = (
  returns: Float64Array,
  benchmark: Float64Array,
  options: Window & Annualisation & { side?: MarketSide },
): Float64Array =>
  Float64Array.from(
    rolling(returns, options, (part, from, to) => captureRatio(part, benchmark.subarray(from, to), options)),
  );

/** Up capture over down capture of each window. @see upDownCapture */
export const rollingUpDownCapture = (
  returns: Float64Array,
  benchmark: Float64Array,
  options: Window & Annualisation,
): Float64Array =>
  Float64Array.from(
    rolling(returns, options, (part, from, to) => upDownCapture(part, benchmark.subarray(from, to), options)),
  );
