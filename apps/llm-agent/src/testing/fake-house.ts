import type { AddressInfo } from 'node:net';
import { getCandles, getInstruments, getMarketClock, predictRange, type Candle } from '@orbiquant/contracts';
import { AppError, decimal, seededRng } from '@orbiquant/kernel';
import { columnsOf, lengthMs, nextOpenTime } from '@orbiquant/market';
import { createServer, mount } from '@orbiquant/platform-http';
import type { FastifyInstance } from 'fastify';

const START_MS = Date.UTC(2025, 0, 6);
const BARS = 600;
export const NOW_MS = START_MS + BARS * 3_600_000;

/** What everything after a cursor is replaced by, to see that nobody looked. */
export type House = { garbageAfterMs: number; forecastsDown: boolean; requests: string[] };

/** A data-service and an ml-engine that remember what they were asked, and can only be read. */
export async function fakeHouse(): Promise<{
  urls: { data: string; ml: string };
  house: House;
  stop: () => Promise<void>;
}> {
  const house: House = { garbageAfterMs: Infinity, forecastsDown: false, requests: [] };
  const data = await bare('data-service', house);
  mount(data, getInstruments, async () => ['BTC/USDT', 'ETH/USDT', 'SOL/USDT'].map(instrument));
  mount(data, getMarketClock, async () => ({
    nowMs: NOW_MS,
    mode: 'replay' as const,
    venue: 'paper',
    lastTickAtMs: NOW_MS,
    feed: 'live' as const,
    finished: false,
  }));
  mount(data, getCandles, async ({ query: { symbol, interval, limit, asOf = NOW_MS } }) => {
    const known = walk(symbol, lengthMs(interval), house).filter(
      (candle) => nextOpenTime(candle.openTimeMs, interval) <= asOf,
    );
    const rest = { providers: {}, lastIsForming: false, gaps: [], nextToMs: null };
    return { symbol, interval, asOfMs: asOf, ...columnsOf(known.slice(-limit)), ...rest };
  });
  const ml = await bare('ml-engine', house);
  mount(ml, predictRange, async ({ body: { symbol, interval, asOf = NOW_MS } }) => {
    if (house.forecastsDown) throw new AppError('unprocessable', 'too few candles');
    const last = walk(symbol, 3_600_000, house)
      .filter(({ openTimeMs }) => openTimeMs + 3_600_000 <= asOf)
      .at(-1)!;
    return {
      predictionId: '018f0000-0000-8000-8000-000000000001',
      modelId: 'range-har',
      modelVersion: '1-abc',
      status: 'active' as const,
      symbol,
      interval,
      candleOpenTimeMs: last.openTimeMs,
      asOfMs: last.openTimeMs + 3_600_000,
      horizonBars: 12,
      expectedLogRange: 0.02 + last.close / 1e6,
      baselineLogRange: 0.025,
      interval80: { low: 0.01, high: 0.04 },
      lastClose: last.close,
      featureHash: 'f',
    };
  });
  return {
    urls: { data: await listening(data), ml: await listening(ml) },
    house,
    stop: async () => {
      await data.close();
      await ml.close();
    },
  };
}

async function bare(service: string, house: House): Promise<FastifyInstance> {
  const authenticate = async () => ({ kind: 'service' as const, service: 'llm-agent', person: null });
  const server = await createServer({ service, logLevel: 'silent', authenticate });
  server.addHook('onRequest', async ({ method, url }) => void house.requests.push(`${method} ${url.split('?')[0]}`));
  return server;
}

async function listening(server: FastifyInstance): Promise<string> {
  await server.listen({ host: '127.0.0.1', port: 0 });
  return `http://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
}

function walk(symbol: string, length: number, { garbageAfterMs }: House): Candle[] {
  const rng = seededRng(symbol);
  let price = 50_000;
  return Array.from({ length: Math.floor((NOW_MS - START_MS) / length) }, (_none, at) => {
    const openTimeMs = START_MS + at * length;
    const open = price;
    price = open * Math.exp(0.004 * rng.normal());
    const [high, low] = [Math.max(open, price) * 1.001, Math.min(open, price) * 0.999];
    const candle = { openTimeMs, open, high, low, close: price, volume: 5 };
    return openTimeMs + length > garbageAfterMs
      ? { ...candle, open: 1, high: 9e9, low: 1e-9, close: 7, volume: 1e9 }
      : candle;
  });
}

const instrument = (symbol: string) => ({
  symbol,
  base: symbol.split('/')[0]!,
  quote: 'USDT',
  venue: 'paper',
  tickSize: decimal('0.01'),
  stepSize: decimal('0.0001'),
  quantityMin: decimal('0.0001'),
  notionalMin: decimal('10'),
  baseInterval: '5m' as const,
  active: true,
});
