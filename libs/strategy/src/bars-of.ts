import type { Candle } from '@orbiquant/contracts';
import type { Bars } from '@orbiquant/quant';

/** Candles as columns, oldest first. */
export const barsOf = (candles: readonly Candle[]): Bars => ({
  openTimeMs: Float64Array.from(candles, (candle) => candle.openTimeMs),
  open: Float64Array.from(candles, (candle) => candle.open),
  high: Float64Array.from(candles, (candle) => candle.high),
  low: Float64Array.from(candles, (candle) => candle.low),
  close: Float64Array.from(candles, (candle) => candle.close),
  volume: Float64Array.from(candles, (candle) => candle.volume),
});
