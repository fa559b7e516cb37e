import { getCandles, type Candle, type Interval } from '@orbiquant/contracts';
import type { Call } from '@orbiquant/platform-http';

/** The newest `limit` candles of an instrument that had closed at the cursor, oldest first. */
export type CandleSource = (query: {
  symbol: string;
  interval: Interval;
  limit: number;
  asOf?: number | undefined;
}) => Promise<Candle[]>;

export const marketCandles =
  (dataService: Call): CandleSource =>
  async (query) => {
    const { openTimeMs, open, high, low, close, volume } = await dataService(getCandles, { query });
    return openTimeMs.map((at, row) => ({
      openTimeMs: at,
      open: open[row]!,
      high: high[row]!,
      low: low[row]!,
      close: close[row]!,
      volume: volume[row]!,
    }));
  };
