import type { Candle, CandleColumns } from '@orbiquant/contracts';

/** Columns as candles, oldest first. */
export const toBars = (columns: CandleColumns): Candle[] =>
  columns.openTimeMs.map((openTimeMs, at) => ({
    openTimeMs,
    open: columns.open[at]!,
    high: columns.high[at]!,
    low: columns.low[at]!,
    close: columns.close[at]!,
    volume: columns.volume[at]!,
  }));

/** Where a candle belongs: it follows the last, replaces it, or is older and changes nothing. */
export function placeOf(bars: readonly Candle[], candle: Candle): 'append' | 'replace' | 'ignore' {
  const last = bars.at(-1);
  if (!last || candle.openTimeMs > last.openTimeMs) return 'append';
  return candle.openTimeMs === last.openTimeMs ? 'replace' : 'ignore';
}
