import type { Exchange, MarketInterface, OHLCV } from 'ccxt';
import { INTERVALS, type Candle, type Instrument, type Interval } from '@orbiquant/contracts';
import { AppError, decimal, type Clock } from '@orbiquant/kernel';
import { nextOpenTime, type CandleRange, type MarketDataProvider } from '@orbiquant/market';
import { liveTrades } from './live-trades.ts';
import { rethrow } from './market-error.ts';

/** How a provider over CCXT is made. */
export type CcxtProviderOptions = {
  /** Stored beside each candle, such as `paper` or `binance`. */
  name: string;
  clock: Clock;
  /** The finest interval to store; left out, the finest that the venue serves. */
  baseInterval?: Interval | undefined;
};

const PAGE = 1_000;

/** Market data of any exchange that CCXT knows. */
export function ccxtProvider(
  exchange: Exchange,
  { name, clock, baseInterval }: CcxtProviderOptions,
): MarketDataProvider {
  const read: ReadPage = async (symbol, interval, { fromMs, limit }) =>
    (await exchange.fetchOHLCV(symbol, interval, fromMs, limit).catch(rethrow)).map(toCandle);

  return {
    name,
    async instruments() {
      const markets = await exchange.loadMarkets().catch(rethrow);
      const spot = (Object.values(markets) as MarketInterface[]).filter((market) => market.spot);
      const [first] = spot;
      if (!first) return [];
      const base = baseInterval ?? (await finestOf(read, first.symbol));
      return spot.map((market) => toInstrument(market, name, base));
    },
    async newestOpenTime(symbol, interval) {
      return (await read(symbol, interval, { limit: 1 })).at(-1)?.openTimeMs ?? null;
    },
    candles: (range) => pagesOf(read, range),
    async orderBook(symbol, depth) {
      const book = await exchange.fetchOrderBook(symbol, depth).catch(rethrow);
      const side = (levels: typeof book.bids): Array<[number, number]> =>
        levels.slice(0, depth).map(([price, quantity]) => [Number(price), Number(quantity)]);
      return { symbol, atMs: book.timestamp ?? null, bids: side(book.bids), asks: side(book.asks), available: true };
    },
    live: (starts, signal) => liveTrades({ exchange, clock, starts }, signal),
    async close() {
      await exchange.close();
    },
  };
}

type ReadPage = (symbol: string, interval: Interval, range: { fromMs?: number; limit: number }) => Promise<Candle[]>;

async function* pagesOf(
  read: ReadPage,
  { symbol, interval, fromMs, toMs = Infinity }: CandleRange,
): AsyncGenerator<Candle[]> {
  let sinceMs = fromMs;
  while (sinceMs < toMs) {
    const found = await read(symbol, interval, { fromMs: sinceMs, limit: PAGE });
    const last = found.at(-1);
    // a venue that answers with an earlier candle has nothing from here on
    if (!last || last.openTimeMs < sinceMs) return;
    const isEnd = found.length === 1;
    const asked = sinceMs;
    yield found.filter(({ openTimeMs }) => openTimeMs >= asked && openTimeMs < toMs);
    sinceMs = nextOpenTime(last.openTimeMs, interval);
    if (isEnd) return;
  }
}

async function finestOf(read: ReadPage, symbol: string): Promise<Interval> {
  for (const interval of INTERVALS) {
    const served = await read(symbol, interval, { limit: 1 }).then(() => true, refusedOnly);
    if (served) return interval;
  }
  throw new AppError('venue-refused', `No candles of ${symbol} are served`);
}

/** A refusal means that this interval is not served; anything else is a failure to be told. */
function refusedOnly(error: unknown): false {
  if (error instanceof AppError && error.code === 'venue-refused') return false;
  throw error;
}

function toCandle([openTimeMs, open, high, low, close, volume]: OHLCV): Candle {
  return {
    openTimeMs: Number(openTimeMs),
    open: Number(open ?? NaN),
    high: Number(high ?? NaN),
    low: Number(low ?? NaN),
    close: Number(close ?? NaN),
    volume: Number(volume ?? NaN),
  };
}

/** Steps that a venue does not tell are the finest there are. */
function toInstrument(market: MarketInterface, venue: string, baseInterval: Interval): Instrument {
  const step = (value: number | undefined) => decimal(String(value ?? 1e-8));
  return {
    symbol: market.symbol,
    base: market.base,
    quote: market.quote,
    venue,
    tickSize: step(market.precision.price),
    stepSize: step(market.precision.amount),
    quantityMin: step(market.limits.amount?.min),
    notionalMin: decimal(String(market.limits.cost?.min ?? 0)),
    baseInterval,
    active: market.active ?? true,
  };
}
