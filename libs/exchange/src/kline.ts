import type { TapeTrade } from './expand-candle.ts';
import { INTERVAL_MS, nextOpenTime, openTimeOf, type Interval } from './intervals.ts';
import type { Tape } from './tape.ts';

/** A candle of any interval with what the exchange prints beside it. Prices in ticks, volumes in tape steps. */
export type Kline = {
  openTimeMs: number;
  /** Last millisecond of the candle. */
  closeTimeMs: number;
  open: number;
  high: number;
  low: number;
  close: number;
  volume: number;
  /** Sum of price x quantity, in ticks x steps. */
  quoteVolume: bigint;
  trades: number;
  takerBuyVolume: number;
  takerBuyQuoteVolume: bigint;
  /** 0 and -1 when nothing traded. */
  firstId: number;
  lastId: number;
  /** False while the candle only repeats the last close because nothing has happened in it. */
  hasPrices: boolean;
};

/** A candle in which nothing has traded yet, flat at `price`. */
export function emptyKline(openTimeMs: number, interval: Interval, price: number): Kline {
  const flat = { open: price, high: price, low: price, close: price, volume: 0, trades: 0, takerBuyVolume: 0 };
  const closeTimeMs = nextOpenTime(openTimeMs, interval) - 1;
  return {
    openTimeMs,
    closeTimeMs,
    ...flat,
    quoteVolume: 0n,
    takerBuyQuoteVolume: 0n,
    firstId: 0,
    lastId: -1,
    hasPrices: false,
  };
}

/** Adds one trade to a candle, in place. */
export function foldTrade(kline: Kline, trade: TapeTrade): void {
  foldPrices(kline, { open: trade.price, high: trade.price, low: trade.price, close: trade.price });
  addVolumes(kline, trade);
}

type Prices = { open: number; high: number; low: number; close: number };

function foldPrices(kline: Kline, { open, high, low, close }: Prices): void {
  if (!kline.hasPrices) Object.assign(kline, { open, high, low, hasPrices: true });
  kline.high = Math.max(kline.high, high);
  kline.low = Math.min(kline.low, low);
  kline.close = close;
}

function addVolumes(kline: Kline, trade: TapeTrade): void {
  const quote = BigInt(trade.price) * BigInt(trade.quantity);
  kline.volume += trade.quantity;
  kline.quoteVolume += quote;
  if (kline.trades === 0) kline.firstId = trade.id;
  kline.trades += 1;
  kline.lastId = trade.id;
  if (trade.isBuyerMaker) return;
  kline.takerBuyVolume += trade.quantity;
  kline.takerBuyQuoteVolume += quote;
}

/** What to serve: up to `limit` candles that open in `[fromMs, toMs]`, as known at `asOfMs`, the last one maybe forming. */
export type KlineRange = { interval: Interval; fromMs: number; toMs: number; limit: number; asOfMs: number };

/** Candles of any interval from the tape: exact aggregates of the base candles and of nothing later than `asOfMs`. */
export function klinesOf(tape: Tape, range: KlineRange): Kline[] {
  const isLong = INTERVAL_MS[range.interval] === 0 || INTERVAL_MS[range.interval] > INTERVAL_MS['1h'];
  return isLong && tape.series.baseMs < INTERVAL_MS['1h'] ? klinesOfHours(tape, range) : klinesOfBase(tape, range);
}

function klinesOfBase(tape: Tape, range: KlineRange): Kline[] {
  const { series } = tape;
  const found: Kline[] = [];
  let current: Kline | undefined;
  const lastMs = Math.min(range.toMs, range.asOfMs);
  for (let index = series.firstAtOrAfter(firstOpenTime(range)); index < series.length(); index++) {
    const openTimeMs = openTimeOf(series.openTimeAt(index), range.interval);
    if (openTimeMs > lastMs || series.openTimeAt(index) > range.asOfMs) break;
    if (current?.openTimeMs !== openTimeMs) {
      if (found.length === range.limit) break;
      current = emptyKline(openTimeMs, range.interval, previousClose(tape, index));
      found.push(current);
    }
    foldBase(current, tape, { index, asOfMs: range.asOfMs });
  }
  return found;
}

/** Open time of the first candle that opens in the range. */
function firstOpenTime({ fromMs, interval }: KlineRange): number {
  const openTimeMs = openTimeOf(fromMs, interval);
  return openTimeMs < fromMs ? nextOpenTime(openTimeMs, interval) : openTimeMs;
}

/** Long candles are joined from hours, of which the closed ones are worked out once and kept with the tape. */
function klinesOfHours(tape: Tape, range: KlineRange): Kline[] {
  const found: Kline[] = [];
  const lastMs = Math.min(range.toMs, range.asOfMs);
  for (const hour of hoursFrom(tape, firstOpenTime(range), range.asOfMs)) {
    const openTimeMs = openTimeOf(hour.openTimeMs, range.interval);
    const current = found.at(-1);
    if (current?.openTimeMs === openTimeMs) joinKline(current, hour);
    else if (openTimeMs > lastMs || found.length === range.limit) break;
    else found.push({ ...hour, openTimeMs, closeTimeMs: nextOpenTime(openTimeMs, range.interval) - 1 });
  }
  return found;
}

function* hoursFrom(tape: Tape, fromMs: number, asOfMs: number): Generator<Kline> {
  for (let hourMs = hourAfter(tape, fromMs); hourMs <= asOfMs; hourMs = hourAfter(tape, hourMs + INTERVAL_MS['1h'])) {
    yield tape.closedHours.get(hourMs) ?? hourOf(tape, hourMs, asOfMs);
  }
}

/** The first hour from `atMs` on that has a base candle. */
function hourAfter({ series }: Tape, atMs: number): number {
  const index = series.firstAtOrAfter(atMs);
  return index < series.length() ? openTimeOf(series.openTimeAt(index), '1h') : Infinity;
}

function hourOf(tape: Tape, hourMs: number, asOfMs: number): Kline {
  const [hour] = klinesOfBase(tape, { interval: '1h', fromMs: hourMs, toMs: hourMs, limit: 1, asOfMs });
  const kline = hour ?? emptyKline(hourMs, '1h', 0);
  if (kline.closeTimeMs < asOfMs) tape.closedHours.set(hourMs, kline);
  return kline;
}

/** Adds the candle that follows to a candle, in place; its times stay. */
export function joinKline(kline: Kline, next: Kline): void {
  if (next.hasPrices) foldPrices(kline, next);
  if (kline.trades === 0) kline.firstId = next.firstId;
  if (next.trades > 0) kline.lastId = next.lastId;
  kline.volume += next.volume;
  kline.quoteVolume += next.quoteVolume;
  kline.trades += next.trades;
  kline.takerBuyVolume += next.takerBuyVolume;
  kline.takerBuyQuoteVolume += next.takerBuyQuoteVolume;
}

const previousClose = (tape: Tape, index: number): number => tape.series.at(Math.max(0, index - 1)).close;

function foldBase(kline: Kline, tape: Tape, { index, asOfMs }: { index: number; asOfMs: number }): void {
  const candle = tape.series.at(index);
  const isClosed = candle.openTimeMs + tape.series.baseMs <= asOfMs;
  // a candle without volume still has prices of its own, which the source states and the aggregate keeps
  if (candle.volume === 0 && isClosed) return foldPrices(kline, candle);
  for (const trade of tape.tradesOf(index)) if (trade.timeMs <= asOfMs) foldTrade(kline, trade);
}
