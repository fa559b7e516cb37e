import {
  emptyKline,
  formatUnits,
  INTERVAL_MS,
  intervalOfLength,
  joinKline,
  klinesOf,
  scaledText,
  type Kline,
  type Tape,
} from '@orbiquant/exchange';
import { ApiError } from '../protocol/api-error.ts';
import { priceText, turnoverText, volumeText } from '../protocol/market-view.ts';
import type { Call, Operation } from '../protocol/operation.ts';
import type { Params } from '../protocol/params.ts';
import type { Venue } from '../venue.ts';
import { bestOf, symbolsIn, tapeIn } from './market-data.ts';

const perSymbol =
  (one: number, all: number) =>
  (params: Params): number =>
    params['symbol'] ? one : all;

/** Prices now and over the last day. */
export const tickerOperations: Operation[] = [
  {
    method: 'GET',
    path: '/api/v3/ticker/24hr',
    wsMethod: 'ticker.24hr',
    weight: perSymbol(2, 80),
    security: 'public',
    handle: (call) => forSymbols(call, dayTicker),
  },
  {
    method: 'GET',
    path: '/api/v3/ticker/price',
    wsMethod: 'ticker.price',
    weight: perSymbol(2, 4),
    security: 'public',
    handle: (call) => forSymbols(call, lastPrice),
  },
  {
    method: 'GET',
    path: '/api/v3/ticker/bookTicker',
    wsMethod: 'ticker.book',
    weight: perSymbol(2, 4),
    security: 'public',
    handle: (call) => forSymbols(call, bookTicker),
  },
  {
    method: 'GET',
    path: '/api/v3/avgPrice',
    wsMethod: 'avgPrice',
    weight: 2,
    security: 'public',
    handle: averagePrice,
  },
];

type View = Record<string, unknown>;

function forSymbols({ venue, params }: Call, view: (venue: Venue, symbol: string) => View): unknown {
  const named = symbolsIn(params);
  if (named.some((symbol) => !venue.state.books.has(symbol))) throw new ApiError(-1121, 'Invalid symbol.');
  if (params['symbol'] !== undefined) return view(venue, params['symbol']);
  return (named.length > 0 ? named : [...venue.state.books.keys()]).map((symbol) => view(venue, symbol));
}

const lastPrice = (venue: Venue, symbol: string): View => ({
  symbol,
  price: formatUnits(venue.state.books.get(symbol)?.lastPrice ?? 0n),
});

function bookTicker(venue: Venue, symbol: string): View {
  const [bidPrice, bidQty] = bestOf(venue, symbol, 'BUY');
  const [askPrice, askQty] = bestOf(venue, symbol, 'SELL');
  return { symbol, bidPrice, bidQty, askPrice, askQty };
}

/** The last 24 hours of base candles as one candle; the oldest candle may lie partly outside. */
export function lastDay(tape: Tape, clockMs: number): Kline | null {
  const range = { fromMs: clockMs - INTERVAL_MS['1d'] + 1, toMs: clockMs, asOfMs: clockMs, limit: Infinity };
  return joinAll(klinesOf(tape, { ...range, interval: dayGrain(tape.series.baseMs) }));
}

const dayGrain = (baseMs: number): '15m' | '1h' | '1d' => {
  if (baseMs <= INTERVAL_MS['15m']) return '15m';
  return baseMs <= INTERVAL_MS['1h'] ? '1h' : '1d';
};

function joinAll([first, ...rest]: Kline[]): Kline | null {
  if (!first) return null;
  const whole = { ...first };
  for (const kline of rest) joinKline(whole, kline);
  return whole;
}

/** The day's statistics of an instrument; flat at its first price while nothing has traded. */
export function dayTicker(venue: Venue, symbol: string): View {
  const tape = tapeIn({ venue, params: { symbol }, nowMs: 0 });
  const { instrument } = tape.series;
  const { clockMs } = venue.state;
  const day = lastDay(tape, clockMs) ?? emptyKline(clockMs, '1d', tape.series.at(0).open);
  const newest = tape.tradesFrom(tape.lastIdAt(clockMs), 1, clockMs)[0];
  const price = (ticks: number): string => priceText(instrument, ticks);
  const { symbol: _symbol, ...best } = bookTicker(venue, symbol);
  return {
    symbol,
    priceChange: price(day.close - day.open),
    priceChangePercent: percentText(day.close - day.open, day.open),
    weightedAvgPrice: averageText(tape, day),
    prevClosePrice: price(day.open),
    lastPrice: price(day.close),
    lastQty: volumeText(instrument, newest?.quantity ?? 0),
    ...best,
    openPrice: price(day.open),
    highPrice: price(day.high),
    lowPrice: price(day.low),
    volume: volumeText(instrument, day.volume),
    quoteVolume: turnoverText(instrument, day.quoteVolume),
    openTime: clockMs - INTERVAL_MS['1d'] + 1,
    closeTime: clockMs,
    firstId: day.firstId,
    lastId: day.lastId,
    count: day.trades,
  };
}

/** A share in percent with three digits, cut off. */
function percentText(part: number, whole: number): string {
  const thousandths = (BigInt(part) * 100_000n) / BigInt(whole);
  const digits = (thousandths < 0n ? -thousandths : thousandths).toString().padStart(4, '0');
  return `${thousandths < 0n ? '-' : ''}${digits.slice(0, -3)}.${digits.slice(-3)}`;
}

function averageText(tape: Tape, kline: Kline | null): string {
  if (!kline || kline.volume === 0) return formatUnits(0n);
  const scale = 8 - tape.series.instrument.priceDecimals;
  return scaledText((kline.quoteVolume * 10n ** BigInt(scale)) / BigInt(kline.volume), 8);
}

function averagePrice(call: Call): unknown {
  const tape = tapeIn(call);
  const { clockMs } = call.venue.state;
  const range = { fromMs: clockMs - INTERVAL_MS['5m'], toMs: clockMs, asOfMs: clockMs, limit: Infinity };
  const all = joinAll(klinesOf(tape, { ...range, interval: intervalOfLength(tape.series.baseMs) }));
  const last = formatUnits(call.venue.state.books.get(tape.series.instrument.symbol)?.lastPrice ?? 0n);
  return { mins: 5, price: all && all.volume > 0 ? averageText(tape, all) : last, closeTime: clockMs };
}
