import type { Candle } from '@orbiquant/contracts';
import { AppError, seededRng } from '@orbiquant/kernel';
import { lengthMs } from '@orbiquant/market';
import type { MarketPort } from '../market-port.ts';

/** The newest instant of the market below. */
export const NOW_MS = Date.UTC(2025, 1, 1);
const LISTED = ['BTC/USDT', 'ETH/USDT', 'SOL/USDT'];

/** A market in memory that counts its reads. */
export function fakeMarket(change: (candle: Candle) => Candle = (candle) => candle): MarketPort & { reads: string[] } {
  const reads: string[] = [];
  return {
    reads,
    async candles({ symbol, interval, limit, asOfMs }) {
      reads.push(`candles ${symbol}`);
      if (!LISTED.includes(symbol)) throw new AppError('not-found', `No instrument is named ${symbol}`);
      const length = lengthMs(interval);
      return walk(symbol, length, 400)
        .map(change)
        .filter(({ openTimeMs }) => openTimeMs + length <= asOfMs)
        .slice(-limit);
    },
    async forecast({ symbol }) {
      reads.push(`forecast ${symbol}`);
      return null;
    },
    async symbols() {
      return LISTED;
    },
  };
}

const walks = new Map<string, Candle[]>();

function walk(symbol: string, length: number, bars: number): Candle[] {
  const name = `${symbol} ${length} ${bars}`;
  const known = walks.get(name) ?? makeWalk(symbol, length, bars);
  walks.set(name, known);
  return known;
}

function makeWalk(symbol: string, length: number, bars: number): Candle[] {
  const rng = seededRng(symbol);
  let price = 50_000;
  return Array.from({ length: bars }, (_none, at) => {
    const open = price;
    price = open * Math.exp(0.004 * rng.normal());
    const openTimeMs = NOW_MS - (bars - at) * length;
    return { openTimeMs, open, high: Math.max(open, price), low: Math.min(open, price), close: price, volume: 5 };
  });
}
