import type { Candle, Ticker } from '@orbiquant/contracts';
import { exactSum } from './exact-sum.ts';

/**
 * An instrument's last day in one row, from its candles.
 *
 * @param candles  Ascending, of the 24 hours before `atMs`; the last may be forming. At least one.
 * @param atMs     The newest instant that the candles speak of.
 * @returns        Prices in quote; `quoteVolume24h` values each candle's volume at its typical price (H+L+C)/3.
 */
export function tickerOf(symbol: string, candles: readonly [Candle, ...Candle[]], atMs: number): Ticker {
  const open24h = candles[0].open;
  const last = (candles.at(-1) ?? candles[0]).close;
  return {
    symbol,
    atMs,
    last,
    open24h,
    high24h: candles.reduce((high, candle) => Math.max(high, candle.high), -Infinity),
    low24h: candles.reduce((low, candle) => Math.min(low, candle.low), Infinity),
    baseVolume24h: exactSum(candles.map(({ volume }) => volume)),
    quoteVolume24h: candles.reduce((sum, { high, low, close, volume }) => sum + (volume * (high + low + close)) / 3, 0),
    change24h: (last - open24h) / open24h,
  };
}
