import { hma, sma } from '@orbiquant/quant';

export const PERIOD = 200;

/** The lines that can be drawn over the candles. `reach` is how many closes the newest value depends on. */
export const INDICATORS = {
  sma: { of: sma, reach: PERIOD },
  hma: { of: hma, reach: PERIOD + Math.floor(Math.sqrt(PERIOD)) },
} as const;
export type IndicatorName = keyof typeof INDICATORS;

/** A line over all closes; NaN where it has no value yet. */
export const lineOf = (name: IndicatorName, closes: Float64Array): Float64Array => INDICATORS[name].of(closes, PERIOD);

/** Only the newest value of a line, the same to the last digit as that of the whole line. */
export function newestOf(name: IndicatorName, closes: readonly number[]): number {
  const { of, reach } = INDICATORS[name];
  return of(Float64Array.from(closes.slice(-reach)), PERIOD).at(-1) ?? NaN;
}
