import { countOf, meanOf } from '../performance/moments.ts';

/**
 * Automatic mean block length of the stationary bootstrap: how long returns remember, in periods.
 *
 * Flat-top lag window; autocorrelations below 2 sqrt(log10(n) / n) for max(5, ceil(sqrt(log10 n))) lags count as none.
 *
 * @param returns  At least 10 returns without NaN; fewer, or returns that are all equal, give 1 (nothing to remember).
 * @returns        At least 1, at most min(3 sqrt(n), n / 3); not rounded.
 * @see            D. Politis, H. White, Econometric Reviews 23(1), 2004, corrected by A. Patton, D. Politis, H. White, 28(4), 2009.
 */
export function automaticBlockLength(returns: Float64Array): number {
  const count = returns.length;
  if (count < 10 || countOf(returns) < count) return 1;
  const longest = Math.ceil(Math.min(3 * Math.sqrt(count), count / 3));
  const covariances = autocovariances(returns, Math.min(count - 1, Math.ceil(Math.sqrt(count)) + quietLags(count)));
  if (!(covariances[0]! > 0)) return 1;
  const window = Math.min(2 * memoryOf(covariances, count), covariances.length - 1);
  let spectrum = covariances[0]!;
  let slope = 0;
  for (let lag = 1; lag <= window; lag++) {
    const weighted = 2 * flatTop(lag / window) * covariances[lag]!;
    spectrum += weighted;
    slope += weighted * lag;
  }
  const length = ((slope ** 2 / spectrum ** 2) * count) ** (1 / 3);
  return Math.min(longest, Math.max(1, Number.isFinite(length) ? length : 1));
}

const quietLags = (count: number): number => Math.max(5, Math.ceil(Math.sqrt(Math.log10(count))));
const flatTop = (share: number): number => Math.min(1, Math.max(0, 2 * (1 - share)));

/** The last lag that matters: it is followed by enough lags whose autocorrelation is noise. */
function memoryOf(covariances: Float64Array, count: number): number {
  const bar = 2 * Math.sqrt(Math.log10(count) / count);
  const loud = (lag: number): boolean => Math.abs(covariances[lag]! / covariances[0]!) >= bar;
  let quiet = 0;
  let last = 0;
  for (let lag = 1; lag < covariances.length; lag++) {
    quiet = loud(lag) ? 0 : quiet + 1;
    if (quiet === 0) last = lag;
    if (quiet === quietLags(count)) return Math.max(1, last);
  }
  return Math.max(1, last);
}

function autocovariances(values: Float64Array, lags: number): Float64Array {
  const mean = meanOf(values);
  return Float64Array.from({ length: lags + 1 }, (_, lag) => {
    let sum = 0;
    for (let at = lag; at < values.length; at++) sum += (values[at]! - mean) * (values[at - lag]! - mean);
    return sum / values.length;
  });
}
