import { tellSnapshot } from '../streams/depth-watchers.ts';
import {
  bookOf,
  depthOf,
  formatUnits,
  INTERVAL_MS,
  isInterval,
  isMultipleOf,
  klinesOf,
  type Interval,
  type Tape,
} from '@orbiquant/exchange';
import { ApiError } from '../protocol/api-error.ts';
import { symbolView } from '../protocol/exchange-info.ts';
import { aggregateTradeView, klineView, levelsView, tradeView } from '../protocol/market-view.ts';
import type { Call, Operation } from '../protocol/operation.ts';
import { instrumentIn, integer, required, rowLimit, type Params } from '../protocol/params.ts';

const depthWeight = (params: Params): number => {
  const limit = Number(params['limit'] ?? 100);
  if (limit <= 100) return 5;
  if (limit <= 500) return 25;
  return limit <= 1000 ? 50 : 250;
};

/** Clock, instruments, book, trades and candles: open to everyone. */
export const marketDataOperations: Operation[] = [
  { method: 'GET', path: '/api/v3/ping', wsMethod: 'ping', weight: 1, security: 'public', handle: () => ({}) },
  {
    method: 'GET',
    path: '/api/v3/time',
    wsMethod: 'time',
    weight: 1,
    security: 'public',
    handle: ({ nowMs }) => ({ serverTime: nowMs }),
  },
  {
    method: 'GET',
    path: '/api/v3/exchangeInfo',
    wsMethod: 'exchangeInfo',
    weight: 20,
    security: 'public',
    handle: exchangeInfo,
  },
  { method: 'GET', path: '/api/v3/depth', wsMethod: 'depth', weight: depthWeight, security: 'public', handle: depth },
  { method: 'GET', path: '/api/v3/trades', wsMethod: 'trades.recent', weight: 25, security: 'public', handle: trades },
  {
    method: 'GET',
    path: '/api/v3/historicalTrades',
    wsMethod: 'trades.historical',
    weight: 25,
    security: 'public',
    handle: trades,
  },
  {
    method: 'GET',
    path: '/api/v3/aggTrades',
    wsMethod: 'trades.aggregate',
    weight: 4,
    security: 'public',
    handle: aggregateTrades,
  },
  { method: 'GET', path: '/api/v3/klines', wsMethod: 'klines', weight: 2, security: 'public', handle: klines },
  { method: 'GET', path: '/api/v3/uiKlines', wsMethod: 'uiKlines', weight: 2, security: 'public', handle: klines },
];

function exchangeInfo({ venue, params, nowMs }: Call): unknown {
  const named = symbolsIn(params);
  const unknown = named.find((symbol) => !venue.state.books.has(symbol));
  if (unknown) throw new ApiError(-1121, 'Invalid symbol.');
  const books = [...venue.state.books.values()];
  const listed = named.length === 0 ? books : books.filter(({ instrument }) => named.includes(instrument.symbol));
  const rateLimits = [
    { rateLimitType: 'REQUEST_WEIGHT', interval: 'MINUTE', intervalNum: 1, limit: 6000 },
    { rateLimitType: 'ORDERS', interval: 'SECOND', intervalNum: 10, limit: 100 },
  ];
  return {
    timezone: 'UTC',
    serverTime: nowMs,
    rateLimits,
    exchangeFilters: [],
    symbols: listed.map(({ instrument }) => symbolView(instrument)),
    sors: [],
  };
}

/** The symbols a request names by `symbol` or by a JSON list in `symbols`; none when it names none. */
export function symbolsIn(params: Params): string[] {
  if (params['symbol'] !== undefined) return [params['symbol']];
  const list = params['symbols'];
  if (list === undefined) return [];
  const names = /^\["[A-Z0-9]+"(,"[A-Z0-9]+")*\]$/.test(list) ? (JSON.parse(list) as string[]) : null;
  if (!names) throw new ApiError(-1100, "Illegal characters found in parameter 'symbols'.");
  return names;
}

function depth({ venue, params }: Call): unknown {
  const book = bookOf(venue.state, instrumentIn(venue.state.books, params).symbol);
  const limit = rowLimit(params, 100, 5000);
  const side = (name: 'BUY' | 'SELL'): [string, string][] => levelsView(depthOf(book, name).slice(0, limit));
  const shown = { bids: side('BUY'), asks: side('SELL') };
  tellSnapshot(book, shown);
  return { lastUpdateId: book.updateId, ...shown };
}

/** The tape of a listed instrument. */
export function tapeIn({ venue, params }: Call): Tape {
  const { symbol } = instrumentIn(venue.state.books, params);
  const tape = venue.market.tapes.get(symbol);
  if (!tape) throw new ApiError(-1121, 'Invalid symbol.');
  return tape;
}

function newestTrades(call: Call): ReturnType<Tape['tradesFrom']> {
  const tape = tapeIn(call);
  const limit = rowLimit(call.params, 500, 1000);
  const lastId = tape.lastIdAt(call.venue.state.clockMs);
  const fromId = integer(call.params, 'fromId', Math.max(1, lastId - limit + 1));
  return tape.tradesFrom(fromId, limit, call.venue.state.clockMs);
}

function trades(call: Call): unknown {
  const { instrument } = tapeIn(call).series;
  return newestTrades(call).map((trade) => tradeView(instrument, trade));
}

function aggregateTrades(call: Call): unknown {
  const tape = tapeIn(call);
  const startMs = integer(call.params, 'startTime', null);
  const endMs = integer(call.params, 'endTime', Number.MAX_SAFE_INTEGER);
  const fromId = call.params['fromId'] ?? (startMs === null ? undefined : String(tape.firstIdAtOrAfter(startMs)));
  const found = newestTrades(fromId === undefined ? call : { ...call, params: { ...call.params, fromId } });
  return found
    .filter((trade) => trade.timeMs <= endMs)
    .map((trade) => aggregateTradeView(tape.series.instrument, trade));
}

function klines(call: Call): unknown {
  const tape = tapeIn(call);
  const interval = intervalIn(call.params, tape.series.baseMs);
  const limit = rowLimit(call.params, 500, 1000);
  const asOfMs = call.venue.state.clockMs;
  const toMs = integer(call.params, 'endTime', asOfMs);
  const fromMs = integer(call.params, 'startTime', null) ?? startFor(interval, limit, Math.min(toMs, asOfMs));
  const range = { interval, fromMs, toMs, asOfMs, limit: call.params['startTime'] === undefined ? Infinity : limit };
  return klinesOf(tape, range)
    .slice(-limit)
    .map((kline) => klineView(tape.series.instrument, kline));
}

/** An interval this market can serve. */
export function intervalIn(params: Params, baseMs: number): Interval {
  const name = required(params, 'interval');
  if (!isInterval(name) || !isMultipleOf(name, baseMs)) throw new ApiError(-1120, 'Invalid interval.');
  return name;
}

/** Early enough for `limit` candles up to `toMs`, however gappy the record (a month counts 31 days). */
const startFor = (interval: Interval, limit: number, toMs: number): number =>
  Math.max(0, toMs - limit * (INTERVAL_MS[interval] || 31 * INTERVAL_MS['1d']));

/** A best price and quantity as text; zeros when that side is empty. */
export function bestOf(venue: Call['venue'], symbol: string, side: 'BUY' | 'SELL'): [string, string] {
  const [best] = depthOf(bookOf(venue.state, symbol), side);
  return best ? [formatUnits(best.price), formatUnits(best.quantity)] : [formatUnits(0n), formatUnits(0n)];
}
