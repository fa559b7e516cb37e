import { formatUnits, scaledText, type Instrument, type Kline, type Level, type TapeTrade } from '@orbiquant/exchange';

/** Text of a price in ticks. */
export const priceText = (instrument: Instrument, ticks: number): string =>
  scaledText(BigInt(ticks), instrument.priceDecimals);
/** Text of a volume in tape steps. */
export const volumeText = (instrument: Instrument, steps: number): string =>
  scaledText(BigInt(steps), instrument.tapeDecimals);
/** Text of a turnover in ticks x steps. */
export const turnoverText = (instrument: Instrument, turnover: bigint): string =>
  scaledText(turnover, instrument.priceDecimals + instrument.tapeDecimals);

/** A candle as the REST interface lists it. */
export const klineView = (instrument: Instrument, kline: Kline): unknown[] => [
  kline.openTimeMs,
  priceText(instrument, kline.open),
  priceText(instrument, kline.high),
  priceText(instrument, kline.low),
  priceText(instrument, kline.close),
  volumeText(instrument, kline.volume),
  kline.closeTimeMs,
  turnoverText(instrument, kline.quoteVolume),
  kline.trades,
  volumeText(instrument, kline.takerBuyVolume),
  turnoverText(instrument, kline.takerBuyQuoteVolume),
  '0',
];

/** A trade of the tape. */
export const tradeView = (instrument: Instrument, trade: TapeTrade): Record<string, unknown> => ({
  id: trade.id,
  price: priceText(instrument, trade.price),
  qty: volumeText(instrument, trade.quantity),
  quoteQty: turnoverText(instrument, BigInt(trade.price) * BigInt(trade.quantity)),
  time: trade.timeMs,
  isBuyerMaker: trade.isBuyerMaker,
  isBestMatch: true,
});

/** A trade of the tape as its own aggregate: every tape trade is one taker order. */
export const aggregateTradeView = (instrument: Instrument, trade: TapeTrade): Record<string, unknown> => ({
  a: trade.id,
  p: priceText(instrument, trade.price),
  q: volumeText(instrument, trade.quantity),
  f: trade.id,
  l: trade.id,
  T: trade.timeMs,
  m: trade.isBuyerMaker,
  M: true,
});

/** One side of the book. */
export const levelsView = (levels: Level[]): [string, string][] =>
  levels.map(({ price, quantity }) => [formatUnits(price), formatUnits(quantity)]);
