import type { FastifyInstance } from 'fastify';
import {
  getCandles,
  getCandlesCompatible,
  getInstruments,
  getMarketClock,
  getOrderBook,
  getQuality,
  getTickers,
  getTrades,
  type Candle,
  type CandleColumns,
} from '@orbiquant/contracts';
import { qualityReports, readInstruments } from '@orbiquant/market-store';
import type { DataSource } from '@orbiquant/platform-db';
import { mount } from '@orbiquant/platform-http';
import type { BookReader } from '../live/book-reader.ts';
import type { MarketPulse } from '../market-pulse.ts';
import { listed, marketReads } from '../market-reads.ts';

/** The market as REST: everything that depends on time takes the cursor. */
export function marketRoutes(
  server: FastifyInstance,
  { db, pulse, book }: { db: DataSource; pulse: MarketPulse; book: BookReader },
): void {
  const reads = marketReads(db, pulse);
  mount(server, getCandles, async ({ query }) => reads.candles(query));
  mount(server, getCandlesCompatible, async ({ query: { timeframe, ...query } }) => {
    const columns = await reads.candles({ ...query, interval: timeframe, forming: false });
    return { symbol: columns.symbol, timeframe, candles: rowsOf(columns) };
  });
  mount(server, getTickers, async ({ query }) => reads.tickers(query.asOf));
  mount(server, getInstruments, async () => readInstruments(db));
  mount(server, getMarketClock, async () => pulse.clock());
  mount(server, getQuality, async ({ query }) =>
    qualityReports(db, { symbol: query.symbol, asOfMs: query.asOf ?? null }),
  );
  // books and the tape are not stored: at a past cursor there is none, which is not the same as an empty one
  mount(server, getOrderBook, async ({ query: { symbol, depth, asOf } }) => {
    await listed(db, symbol);
    if (asOf !== undefined) return { symbol, atMs: null, bids: [], asks: [], available: false };
    return book(symbol, depth);
  });
  mount(server, getTrades, async ({ query: { symbol, limit, asOf } }) => {
    await listed(db, symbol);
    return asOf === undefined ? [...pulse.tradesOf(symbol, limit)] : [];
  });
}

const rowsOf = ({ openTimeMs, open, high, low, close, volume }: CandleColumns): Candle[] =>
  openTimeMs.map((time, at) => ({
    openTimeMs: time,
    open: open[at]!,
    high: high[at]!,
    low: low[at]!,
    close: close[at]!,
    volume: volume[at]!,
  }));
