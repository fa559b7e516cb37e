import { watchSnapshots, type DepthWatcher } from './depth-watchers.ts';
import {
  bookOf,
  depthOf,
  isInterval,
  isMultipleOf,
  klinesOf,
  openTimeOf,
  type Interval,
  type Tape,
} from '@orbiquant/exchange';
import { levelsView } from '../protocol/market-view.ts';
import type { Venue } from '../venue.ts';
import {
  bookTickerMessage,
  klineMessage,
  miniTickerMessage,
  partialDepthMessage,
  tickerMessage,
} from './stream-messages.ts';

/** A stream that is looked at from time to time and says what is new since. */
export type Feed = {
  /** Least wall time between two looks. */
  readonly everyMs: number;
  /** Whether something must be said now that cannot wait: a candle has closed. */
  readonly isUrgent: () => boolean;
  /** What is new; nothing when nothing changed. */
  poll(): unknown[];
};

const never = (): boolean => false;

type FeedMaker = (venue: Venue, symbol: string, pace: string) => Feed | null;

const paceMs = (pace: string): number => (pace === '100ms' ? 100 : 1_000);

const partialDepth =
  (levels: number): FeedMaker =>
  (venue, symbol, pace) =>
    changeFeed(venue, symbol, { everyMs: paceMs(pace), message: () => partialDepthMessage(venue, symbol, levels) });

/** Streams by the part of their name between the first and the second `@`. */
const FEEDS: Record<string, FeedMaker> = {
  depth: (venue, symbol, pace) => depthFeed(venue, symbol, paceMs(pace)),
  depth5: partialDepth(5),
  depth10: partialDepth(10),
  depth20: partialDepth(20),
  ticker: (venue, symbol) => changeFeed(venue, symbol, { everyMs: 1_000, message: () => tickerMessage(venue, symbol) }),
  miniTicker: (venue, symbol) =>
    changeFeed(venue, symbol, { everyMs: 1_000, message: () => miniTickerMessage(venue, symbol) }),
  bookTicker: (venue, symbol) =>
    changeFeed(venue, symbol, { everyMs: 50, message: () => bookTickerMessage(venue, symbol) }),
};

/** The feed of a stream's name such as `btcusdt@kline_1m`; null when there is no such stream. */
export function feedOf(venue: Venue, name: string): Feed | null {
  const [lower = '', kind = '', pace = ''] = name.split('@');
  const symbol = lower.toUpperCase();
  const tape = venue.market.tapes.get(symbol);
  if (!tape) return null;
  if (kind.startsWith('kline_')) return klineFeed(venue, tape, kind.slice('kline_'.length));
  return FEEDS[kind]?.(venue, symbol, pace) ?? null;
}

/** Says its message whenever the book has changed since it last did. */
function changeFeed(
  venue: Venue,
  symbol: string,
  { everyMs, message }: { everyMs: number; message: () => unknown },
): Feed {
  let saidAt = -1;
  return {
    everyMs,
    isUrgent: never,
    poll() {
      const { updateId } = bookOf(venue.state, symbol);
      if (updateId === saidAt) return [];
      saidAt = updateId;
      return [message()];
    },
  };
}

/** Every closed candle exactly once and in order, and the forming one as it goes. */
function klineFeed(venue: Venue, tape: Tape, interval: string): Feed | null {
  if (!isInterval(interval) || !isMultipleOf(interval, tape.series.baseMs)) return null;
  const feed = { venue, tape, interval };
  let fromMs = openTimeOf(venue.state.clockMs, interval);
  let formingLastId = -1;
  return {
    everyMs: 250,
    isUrgent: () => openTimeOf(venue.state.clockMs, interval) > fromMs,
    poll() {
      const found = candlesFrom(feed, fromMs);
      const { clockMs } = venue.state;
      const newest = found.at(-1);
      const closed = found.filter((kline) => kline.closeTimeMs < clockMs);
      fromMs = closed.length > 0 ? closed.at(-1)!.closeTimeMs + 1 : fromMs;
      const isNews = closed.length > 0 || newest?.lastId !== formingLastId;
      formingLastId = newest?.lastId ?? -1;
      return isNews ? found.map((kline) => klineMessage(tape.series.instrument, { interval, kline, clockMs })) : [];
    },
  };
}

const candlesFrom = ({ venue, tape, interval }: { venue: Venue; tape: Tape; interval: Interval }, fromMs: number) =>
  klinesOf(tape, { interval, fromMs, toMs: venue.state.clockMs, asOfMs: venue.state.clockMs, limit: Infinity });

/**
 * Changes of the book, each continuing the one before: `U` is one more than the last `u`. A level that a snapshot showed
 * between two messages counts as said, so that its end is told to whoever starts from that snapshot.
 */
function depthFeed(venue: Venue, symbol: string, everyMs: number): Feed {
  const book = bookOf(venue.state, symbol);
  const levels = (side: 'BUY' | 'SELL'): Map<string, string> => new Map(levelsView(depthOf(book, side)));
  let said = { bids: levels('BUY'), asks: levels('SELL'), at: book.updateId };
  const watcher: DepthWatcher = ({ bids, asks }) => {
    for (const [price, quantity] of bids) said.bids.set(price, quantity);
    for (const [price, quantity] of asks) said.asks.set(price, quantity);
  };
  watchSnapshots(book, watcher);
  return {
    watcher,
    everyMs,
    isUrgent: never,
    poll() {
      if (book.updateId === said.at) return [];
      const before = said;
      said = { bids: levels('BUY'), asks: levels('SELL'), at: book.updateId };
      const changes = { b: changesBetween(before.bids, said.bids), a: changesBetween(before.asks, said.asks) };
      return [{ e: 'depthUpdate', E: venue.state.clockMs, s: symbol, U: before.at + 1, u: said.at, ...changes }];
    },
  } as Feed & { watcher: DepthWatcher };
}

/** Levels that are new or different, and those that are gone at quantity zero. */
function changesBetween(before: Map<string, string>, after: Map<string, string>): [string, string][] {
  const changed = [...after].filter(([price, quantity]) => before.get(price) !== quantity);
  const gone = [...before.keys()].filter((price) => !after.has(price));
  return [...changed, ...gone.map((price): [string, string] => [price, '0.00000000'])];
}
