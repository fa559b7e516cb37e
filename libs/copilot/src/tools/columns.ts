import type { Candle } from '@orbiquant/contracts';
import { AppError } from '@orbiquant/kernel';

/** The columns that indicators want, oldest first. */
export const columnsOf = (candles: readonly Candle[]) => ({
  high: Float64Array.from(candles, ({ high }) => high),
  low: Float64Array.from(candles, ({ low }) => low),
  close: Float64Array.from(candles, ({ close }) => close),
});

/** The newest value of an indicator; null while it warms up. */
export function latest(values: Float64Array): number | null {
  const value = values.at(-1);
  return value === undefined || Number.isNaN(value) ? null : value;
}

/** The newest candle. @throws AppError not-found, when there is none at the cursor */
export function newestOf(candles: readonly Candle[], symbol: string): Candle {
  const newest = candles.at(-1);
  if (!newest) throw new AppError('not-found', `There are no closed candles of ${symbol} at that time`);
  return newest;
}
