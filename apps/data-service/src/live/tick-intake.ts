import type { Candle, Instrument, Tick } from '@orbiquant/contracts';
import { judgeCandle, nextOpenTime, type MarketDataProvider } from '@orbiquant/market';
import { quarantine } from '@orbiquant/market-store';
import type { DataSource } from '@orbiquant/platform-db';
import type { Logger } from '@orbiquant/platform-observe';
import { fetchInto } from './backfill.ts';
import type { CandleCloser } from './candle-closer.ts';
import type { Series } from './series.ts';

/** What taking trades needs. */
export type TickIntakeParts = {
  db: DataSource;
  provider: MarketDataProvider;
  log: Logger;
  closer: CandleCloser;
  onTick: (tick: Tick) => void;
};

/** Takes one trade of a series; what it closes goes through the gate and becomes durable in order. */
export function tickIntake(parts: TickIntakeParts): (one: Series, tick: Tick) => Promise<void> {
  return async (one, tick) => {
    const expectedMs = one.nextOpenMs();
    const closed = one.take(tick);
    parts.onTick(tick);
    const [first] = closed;
    if (!first) return;
    await bridge(parts, one.instrument, { fromMs: expectedMs, toMs: first.openTimeMs });
    closeWith(parts, one, await believed(parts, one.instrument, closed));
  };
}

/** Candles in which nothing was traded exist at the venue alone; what it has not got stays a hole. */
async function bridge(
  { db, provider, closer, log }: TickIntakeParts,
  instrument: Instrument,
  { fromMs, toMs }: { fromMs: number; toMs: number },
): Promise<void> {
  if (fromMs >= toMs) return;
  await closer.settled();
  await fetchInto({ db, provider, instrument }, { fromMs, toMs, announce: true }).catch((error: unknown) =>
    log.warn({ err: error, symbol: instrument.symbol, fromMs, toMs }, 'a gap stays open'),
  );
}

/** What passes the gate; what does not is put aside, and the venue is asked for its own candle once. */
async function believed(parts: TickIntakeParts, instrument: Instrument, closed: readonly Candle[]): Promise<Candle[]> {
  const { symbol, baseInterval: interval } = instrument;
  const kept: Candle[] = [];
  for (const candle of closed) {
    const { openTimeMs } = candle;
    const endMs = nextOpenTime(openTimeMs, interval);
    const reason = judgeCandle(candle, interval, endMs);
    if (reason === null) {
      kept.push(candle);
      continue;
    }
    const rowKey = `${symbol} ${interval} ${openTimeMs}`;
    const refused = {
      source: parts.provider.name,
      rowKey,
      symbol,
      interval,
      openTimeMs,
      reason,
      raw: JSON.stringify(candle),
    };
    await quarantine(parts.db, [refused]);
    await bridge(parts, instrument, { fromMs: openTimeMs, toMs: endMs });
  }
  return kept;
}

function closeWith({ provider, closer }: TickIntakeParts, one: Series, candles: readonly Candle[]): void {
  const { symbol, baseInterval: interval } = one.instrument;
  const cursor = {
    symbol,
    venue: provider.name,
    lastTradeId: one.lastClosedTradeId(),
    candlesBeforeMs: one.nextOpenMs(),
    lateTicks: one.lateTicks(),
  };
  closer.add({ symbol, interval, provider: provider.name, candles, cursor });
}
