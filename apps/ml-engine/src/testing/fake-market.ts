import type { AddressInfo } from 'node:net';
import { getCandles, getInstruments, type Candle } from '@orbiquant/contracts';
import { decimal, seededRng } from '@orbiquant/kernel';
import { columnsOf, nextOpenTime } from '@orbiquant/market';
import { createServer, mount } from '@orbiquant/platform-http';

const HOUR_MS = 3_600_000;
const START_MS = Date.UTC(2025, 0, 6);

/** A random walk of hourly candles; the same seed walks the same way. */
export function walk(bars: number, seed = 'walk'): Candle[] {
  const rng = seededRng(seed);
  let price = 100;
  return Array.from({ length: bars }, (_none, at) => {
    const open = price;
    const close = open * Math.exp(0.005 * rng.normal());
    price = close;
    const [high, low] = [
      Math.max(open, close) * (1 + 0.003 * rng.next()),
      Math.min(open, close) * (1 - 0.003 * rng.next()),
    ];
    return { openTimeMs: START_MS + at * HOUR_MS, open, high, low, close, volume: 10 + rng.next() };
  });
}

/** The instant at which the candle at `at` of a walk has closed. */
export const closeOf = (at: number): number => START_MS + (at + 1) * HOUR_MS;

/** A data-service that serves candles from memory, behind the cursor. `candles` may be replaced while it runs. */
export async function fakeMarket(
  candles: Candle[],
): Promise<{ url: string; market: { candles: Candle[] }; stop: () => Promise<void> }> {
  const market = { candles };
  const server = await createServer({
    service: 'data-service',
    logLevel: 'silent',
    authenticate: async () => ({ kind: 'anyone' }),
  });
  mount(
    server,
    getCandles,
    async ({
      query: { symbol, interval, limit, from = 0, to = Infinity, asOf = closeOf(market.candles.length - 1) },
    }) => {
      const inside = market.candles.filter(
        ({ openTimeMs }) => nextOpenTime(openTimeMs, interval) <= asOf && openTimeMs >= from && openTimeMs < to,
      );
      const closed = inside.slice(-limit);
      const nextToMs = inside.length > closed.length ? (closed[0]?.openTimeMs ?? null) : null;
      const rest = { providers: {}, lastIsForming: false, gaps: [], nextToMs };
      return { symbol, interval, asOfMs: asOf, ...columnsOf(closed), ...rest };
    },
  );
  mount(server, getInstruments, async () => [
    {
      symbol: 'BTC/USDT',
      base: 'BTC',
      quote: 'USDT',
      venue: 'paper',
      tickSize: decimal('0.01'),
      stepSize: decimal('0.00001'),
      quantityMin: decimal('0.00001'),
      notionalMin: decimal('5'),
      baseInterval: '1h' as const,
      active: true,
    },
  ]);
  await server.listen({ host: '127.0.0.1', port: 0 });
  const { port } = server.server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, market, stop: () => server.close() };
}
