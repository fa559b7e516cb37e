import type { MarketClock, MarketMode, SymbolCandle, Tick } from '@orbiquant/contracts';
import type { Clock } from '@orbiquant/kernel';
import type { MarketDataProvider } from '@orbiquant/market';
import { listInstrument } from '@orbiquant/market-store';
import type { DataSource } from '@orbiquant/platform-db';
import type { Logger } from '@orbiquant/platform-observe';
import type { MarketPulse } from '../market-pulse.ts';
import { newestStoredMs } from '../stored-pulse.ts';
import { backfill } from './backfill.ts';
import { candleCloser } from './candle-closer.ts';
import { tickIntake } from './tick-intake.ts';
import { openSeries, type Series } from './series.ts';
import type { VenueHint } from './venue-hint.ts';

/** What following a venue takes. */
export type MarketFeedOptions = {
  db: DataSource;
  provider: MarketDataProvider;
  clock: Clock;
  log: Logger;
  mode: MarketMode;
  /** Instruments to follow; empty = all. */
  symbols: readonly string[];
  backfillBars: number;
  watermarkMs: number;
  hint: () => VenueHint | null;
  onTick: (tick: Tick) => void;
  onClosed: (candles: readonly SymbolCandle[]) => void;
};

/** A market that is being followed. */
export type MarketFeed = MarketPulse & {
  state(): MarketClock['feed'];
  /** Resolves when the feed has stopped and everything closed is durable. */
  run(signal: AbortSignal): Promise<void>;
};

const RETRY_MS = 500;
const RETRY_MS_MAX = 10_000;
/** Without a trade for so long, by the wall clock, figures are called delayed. */
const DELAYED_MS = 15_000;

type Connection = 'down' | 'connected' | 'reconnecting';

/** Follows a venue: history first, then every trade; start is recovery, and so is every reconnect. */
export function marketFeed(options: MarketFeedOptions): MarketFeed {
  const { db, provider, clock, log } = options;
  const series = new Map<string, Series>();
  const closer = candleCloser({ db, clock, log, onClosed: options.onClosed });
  const intake = tickIntake({ db, provider, log, closer, onTick: options.onTick });
  let connection: Connection = 'down';
  let lastTickAtMs: number | null = null;
  let heardAtMonoMs = 0;

  function state(): MarketClock['feed'] {
    if (connection !== 'connected') return connection;
    return clock.monoMs() - heardAtMonoMs > DELAYED_MS && !options.hint()?.finished ? 'delayed' : 'live';
  }

  async function nowMs(): Promise<number> {
    const newest = Math.max(-Infinity, ...[...series.values()].map((one) => one.newestMs()));
    return Number.isFinite(newest) ? newest : newestStoredMs(db);
  }

  async function follow(signal: AbortSignal): Promise<void> {
    const starts = [...series].map(([symbol, one]) => ({ symbol, fromMs: one.nextOpenMs() }));
    for await (const event of provider.live(starts, signal)) {
      if (event.kind === 'connected') connection = 'connected';
      if (event.kind === 'lost') {
        connection = 'reconnecting';
        log.warn({ reason: event.reason }, 'the venue is out of reach');
      }
      if (event.kind === 'ticks') for (const tick of event.ticks) await take(tick);
    }
  }

  async function take(tick: Tick): Promise<void> {
    const one = series.get(tick.symbol);
    if (!one) return;
    lastTickAtMs = clock.nowMs();
    heardAtMonoMs = clock.monoMs();
    await intake(one, tick);
  }

  async function run(signal: AbortSignal): Promise<void> {
    await untilPrepared(options, series, signal);
    if (!signal.aborted && series.size > 0) await follow(signal);
    await closer.settled();
  }

  return {
    state,
    nowMs,
    run,
    formingOf: (symbol) => [...closer.pendingOf(symbol), ...(series.get(symbol)?.open() ?? [])],
    tradesOf: (symbol, limit) => series.get(symbol)?.recent(limit) ?? [],
    clock: async () => clockOf(options, { nowMs: await nowMs(), lastTickAtMs, feed: state() }),
  };
}

function clockOf(
  { hint, mode, provider }: MarketFeedOptions,
  seen: Pick<MarketClock, 'nowMs' | 'lastTickAtMs' | 'feed'>,
): MarketClock {
  return { ...seen, mode: hint()?.mode ?? mode, venue: provider.name, finished: hint()?.finished ?? false };
}

/** Tries until the venue answers, ever more slowly; what is stored is served meanwhile. */
async function untilPrepared(
  options: MarketFeedOptions,
  series: Map<string, Series>,
  signal: AbortSignal,
): Promise<void> {
  const { clock, log } = options;
  for (let failures = 0; !signal.aborted; failures++) {
    try {
      return await prepare(options, series);
    } catch (error) {
      log.warn({ err: error }, 'the venue does not answer yet');
      await clock.sleep(Math.min(RETRY_MS * 2 ** failures, RETRY_MS_MAX) * (0.5 + Math.random() / 2), signal);
    }
  }
}

/** Lists the instruments and completes their history; afterwards each has a series that starts where the history ends. */
async function prepare(options: MarketFeedOptions, series: Map<string, Series>): Promise<void> {
  const { db, provider, log } = options;
  const all = await provider.instruments();
  const followed = all.filter(({ symbol }) => options.symbols.length === 0 || options.symbols.includes(symbol));
  for (const instrument of followed) {
    await listInstrument(db, { ...instrument, providers: [provider.name, 'file'] });
    const formingMs = await backfill({ db, provider, instrument, barsMax: options.backfillBars });
    if (formingMs === null) continue;
    series.set(instrument.symbol, openSeries(instrument, formingMs, options.watermarkMs));
    log.info({ symbol: instrument.symbol, formingMs }, 'history is complete');
  }
}
