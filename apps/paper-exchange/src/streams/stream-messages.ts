import { bookOf, depthOf, type Instrument, type Interval, type Kline, type TapeTrade } from '@orbiquant/exchange';
import { dayTicker } from '../operations/tickers.ts';
import { bestOf } from '../operations/market-data.ts';
import { aggregateTradeView, levelsView, priceText, turnoverText, volumeText } from '../protocol/market-view.ts';
import type { Venue } from '../venue.ts';

type Message = Record<string, unknown>;

export const tradeMessage = (instrument: Instrument, trade: TapeTrade): Message => ({
  e: 'trade',
  E: trade.timeMs,
  s: instrument.symbol,
  t: trade.id,
  p: priceText(instrument, trade.price),
  q: volumeText(instrument, trade.quantity),
  T: trade.timeMs,
  m: trade.isBuyerMaker,
  M: true,
});

export const aggregateTradeMessage = (instrument: Instrument, trade: TapeTrade): Message => ({
  e: 'aggTrade',
  E: trade.timeMs,
  s: instrument.symbol,
  ...aggregateTradeView(instrument, trade),
});

export type KlineMoment = { interval: Interval; kline: Kline; clockMs: number };

export const klineMessage = (instrument: Instrument, { interval, kline, clockMs }: KlineMoment): Message => ({
  e: 'kline',
  E: clockMs,
  s: instrument.symbol,
  k: {
    t: kline.openTimeMs,
    T: kline.closeTimeMs,
    s: instrument.symbol,
    i: interval,
    f: kline.trades === 0 ? -1 : kline.firstId,
    L: kline.lastId,
    o: priceText(instrument, kline.open),
    c: priceText(instrument, kline.close),
    h: priceText(instrument, kline.high),
    l: priceText(instrument, kline.low),
    v: volumeText(instrument, kline.volume),
    n: kline.trades,
    x: kline.closeTimeMs < clockMs,
    q: turnoverText(instrument, kline.quoteVolume),
    V: volumeText(instrument, kline.takerBuyVolume),
    Q: turnoverText(instrument, kline.takerBuyQuoteVolume),
    B: '0',
  },
});

export function tickerMessage(venue: Venue, symbol: string): Message {
  const day = dayTicker(venue, symbol);
  const { clockMs } = venue.state;
  const change = {
    p: day['priceChange'],
    P: day['priceChangePercent'],
    w: day['weightedAvgPrice'],
    x: day['prevClosePrice'],
  };
  const best = { b: day['bidPrice'], B: day['bidQty'], a: day['askPrice'], A: day['askQty'] };
  const range = { O: day['openTime'], C: day['closeTime'], F: day['firstId'], L: day['lastId'], n: day['count'] };
  return { e: '24hrTicker', E: clockMs, s: symbol, ...change, ...pricesOf(day), Q: day['lastQty'], ...best, ...range };
}

export const miniTickerMessage = (venue: Venue, symbol: string): Message => ({
  e: '24hrMiniTicker',
  E: venue.state.clockMs,
  s: symbol,
  ...pricesOf(dayTicker(venue, symbol)),
});

const pricesOf = (day: Message): Message => ({
  c: day['lastPrice'],
  o: day['openPrice'],
  h: day['highPrice'],
  l: day['lowPrice'],
  v: day['volume'],
  q: day['quoteVolume'],
});

export function bookTickerMessage(venue: Venue, symbol: string): Message {
  const [b, B] = bestOf(venue, symbol, 'BUY');
  const [a, A] = bestOf(venue, symbol, 'SELL');
  return { u: bookOf(venue.state, symbol).updateId, s: symbol, b, B, a, A };
}

export function partialDepthMessage(venue: Venue, symbol: string, levels: number): Message {
  const book = bookOf(venue.state, symbol);
  const side = (name: 'BUY' | 'SELL'): [string, string][] => levelsView(depthOf(book, name).slice(0, levels));
  return { lastUpdateId: book.updateId, bids: side('BUY'), asks: side('SELL') };
}
