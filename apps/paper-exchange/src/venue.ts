import {
  applyTapeTrade,
  changesOf,
  closeJournal,
  emptyJournal,
  isQuiet,
  marketTrades,
  type ExchangeState,
  type ExchangeStore,
  type Journal,
  type Market,
  type MarketTrade,
  type VenueEvent,
  type Work,
} from '@orbiquant/exchange';

/** What the venue tells its streams: that the market went on, with its trades, and news for accounts. */
export type VenueListener = {
  market?: (trades: MarketTrade[]) => void;
  events?: (events: VenueEvent[]) => void;
};

/** The exchange at work: one thing after the other, stored before anybody hears of it. */
export type Venue = {
  readonly state: ExchangeState;
  readonly market: Market;
  /** Runs a command alone; resolves once what it changed is durable. */
  execute<T>(command: (work: Work) => T): Promise<T>;
  /** Resolves when everything begun so far is durable, so that no read shows what a crash could undo. */
  settled(): Promise<void>;
  /** Lets the market trade until `atMs`. */
  advanceTo(atMs: number): Promise<void>;
  /** Stores the market's clock, if it moved since it was last stored. */
  saveClock(): Promise<void>;
  listen(listener: VenueListener): () => void;
};

/** What a venue is made of. `onFatal` ends the process: after a failed commit memory is ahead of the store. */
export type VenueParts = {
  state: ExchangeState;
  market: Market;
  store: ExchangeStore;
  onFatal: (error: unknown) => void;
};

export function createVenue({ state, market, store, onFatal }: VenueParts): Venue {
  const listeners = new Set<VenueListener>();
  const alone = oneAtATime();
  let savedClockMs = state.clockMs;

  async function commit(journal: Journal): Promise<void> {
    closeJournal(state, journal);
    await store.commit(changesOf(state, journal));
    savedClockMs = state.clockMs;
  }

  async function run<T>(command: (work: Work) => T): Promise<T> {
    const journal = emptyJournal();
    const result = command({ state, journal });
    if (!isQuiet(journal)) await commit(journal).catch(fatal);
    if (journal.events.length > 0) for (const { events } of listeners) events?.(journal.events);
    return result;
  }

  function fatal(error: unknown): never {
    onFatal(error);
    throw error;
  }

  async function advance(toMs: number): Promise<void> {
    const untilMs = Math.min(toMs, market.endMs ?? toMs);
    if (untilMs <= state.clockMs) return;
    market.prepareUntil(untilMs);
    const trades = marketTrades(market, state.clockMs, untilMs);
    await run((work) => {
      for (const { symbol, trade } of trades) applyTapeTrade(work, symbol, trade);
      state.clockMs = untilMs;
    });
    for (const { market: told } of listeners) told?.(trades);
  }

  const saveClock = async (): Promise<void> =>
    savedClockMs === state.clockMs ? undefined : commit(emptyJournal()).catch(fatal);
  return {
    state,
    market,
    execute: (command) => alone(() => run(command)),
    settled: () => alone(async () => undefined),
    advanceTo: (toMs) => alone(() => advance(toMs).catch(fatal)),
    saveClock: () => alone(saveClock),
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** Runs pieces of work one after the other, in the order they were given; one that fails does not stop the next. */
function oneAtATime(): <T>(work: () => Promise<T>) => Promise<T> {
  let tail: Promise<unknown> = Promise.resolve();
  return (work) => {
    const run = tail.then(work);
    tail = run.catch(() => undefined);
    return run;
  };
}
