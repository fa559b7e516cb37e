import type { Candle, Instrument, Tick } from '@orbiquant/contracts';
import { foldTick, judgeTick, openTimeOf, plain, startFold, type TickFold } from '@orbiquant/market';

/** One instrument as it happens: candles being folded from its trades, and the newest of those. */
export type Series = {
  readonly instrument: Instrument;
  /** Takes a trade; returns the candles that it closed. */
  take(tick: Tick): Candle[];
  /** Candles that may still change, oldest first. */
  open(): Candle[];
  recent(limit: number): Tick[];
  newestMs(): number;
  lateTicks(): number;
  refusedTicks(): number;
  /** The newest trade whose candle is closed. */
  lastClosedTradeId(): string;
  /** Where the next candle to be closed opens. */
  nextOpenMs(): number;
};

const RECENT = 1_000;

/** A series that starts with the candle that opens at `fromMs`. */
export function openSeries(instrument: Instrument, fromMs: number, watermarkMs: number): Series {
  const base = instrument.baseInterval;
  let fold: TickFold = startFold(base, watermarkMs, fromMs);
  let recent: Tick[] = [];
  let late = 0;
  let refused = 0;
  let newestId = '';
  let closedId = '';

  function remember(tick: Tick): void {
    recent.push(tick);
    if (recent.length > 2 * RECENT) recent = recent.slice(-RECENT);
  }

  return {
    instrument,
    take(tick) {
      if (judgeTick(tick) !== null) {
        refused += 1;
        return [];
      }
      if (openTimeOf(tick.atMs, base) > openTimeOf(fold.newestMs, base)) closedId = newestId;
      newestId = tick.tradeId;
      remember(tick);
      const folded = foldTick(fold, tick);
      fold = folded.fold;
      if (folded.late) late += 1;
      return folded.closed;
    },
    open: () => fold.bars.map(plain),
    recent: (limit) => recent.slice(-limit),
    newestMs: () => fold.newestMs,
    lateTicks: () => late,
    refusedTicks: () => refused,
    lastClosedTradeId: () => closedId,
    nextOpenMs: () => fold.closedBeforeMs,
  };
}
