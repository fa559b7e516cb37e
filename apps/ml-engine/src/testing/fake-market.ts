import type { AddressInfo } from 'node:net';
import { getCandles, type Candle } from '@orbiquant/contracts';
import { seededRng } from '@orbiquant/kernel';
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
    async ({ query: { symbol, interval, limit, asOf = closeOf(market.candles.length - 1) } }) => {
      const closed = market.candles
        .filter(({ openTimeMs }) => nextOpenTime(openTimeMs, interval) <= asOf)
        .slice(-limit);
      const rest = { providers: {}, lastIsForming: false, gaps: [], nextToMs: null };
      return { symbol, interval, asOfMs: asOf, ...columnsOf(closed), ...rest };
    },
  );
  await server.listen({ host: '127.0.0.1', port: 0 });
  const { port } = server.server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, market, stop: () => server.close() };
}
