import type { Candle, Interval, RangePrediction } from '@orbiquant/contracts';

/** The market as a tool may look at it: reads only, each behind the cursor. There is nothing here that could trade. */
export interface MarketPort {
  /** The newest `limit` candles that had closed at `asOfMs`, oldest first. @throws AppError not-found */
  candles(query: { symbol: string; interval: Interval; limit: number; asOfMs: number }): Promise<readonly Candle[]>;
  /** The range forecast as it could be known at `asOfMs`; null when the models give none. */
  forecast(query: { symbol: string; asOfMs: number }): Promise<RangePrediction | null>;
  /** Names of the listed instruments, such as `BTC/USDT`. */
  symbols(): Promise<readonly string[]>;
}
