import type { Candle, MarketClock, Tick } from '@orbiquant/contracts';

/** What is known of the market at this moment beyond what is stored; the stored part answers when no feed runs. */
export interface MarketPulse {
  /** The market's own time: the newest that any trade or stored candle has carried. */
  nowMs(): Promise<number>;
  clock(): Promise<MarketClock>;
  /** Base candles that are still open, oldest first. */
  formingOf(symbol: string): readonly Candle[];
  /** Newest trades of the tape, newest last. */
  tradesOf(symbol: string, limit: number): readonly Tick[];
}
