import type { Candle } from '@orbiquant/contracts';

/** Candles as logarithms, column by column, oldest first: what every feature and label is computed from. */
export type LogBars = {
  openTimeMs: Float64Array;
  /** ln of prices in quote units. */
  high: Float64Array;
  low: Float64Array;
  /** ln(high / low) of the bar alone, squared; dimensionless. */
  rangeSquared: Float64Array;
  /** ln(close / previous close), squared; dimensionless, 0 at the first bar. */
  returnSquared: Float64Array;
};

/** Takes logarithms once, so that windows over them are sums. Prices must be > 0. */
export function logBars(candles: readonly Candle[]): LogBars {
  const column = (pick: (candle: Candle, at: number) => number): Float64Array => Float64Array.from(candles, pick);
  const high = column((candle) => Math.log(candle.high));
  const low = column((candle) => Math.log(candle.low));
  const close = column((candle) => Math.log(candle.close));
  return {
    openTimeMs: column((candle) => candle.openTimeMs),
    high,
    low,
    rangeSquared: high.map((value, at) => (value - low[at]!) ** 2),
    returnSquared: close.map((value, at) => (at === 0 ? 0 : (value - close[at - 1]!) ** 2)),
  };
}

/** ln(highest high / lowest low) of the bars in [from, to): the whole distance price covered, dimensionless. */
export function logSpan({ high, low }: LogBars, from: number, to: number): number {
  let top = -Infinity;
  let bottom = Infinity;
  for (let at = from; at < to; at++) {
    top = Math.max(top, high[at]!);
    bottom = Math.min(bottom, low[at]!);
  }
  return top - bottom;
}
