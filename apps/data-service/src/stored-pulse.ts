import type { MarketMode } from '@orbiquant/contracts';
import { nextOpenTime } from '@orbiquant/market';
import { ownSpan, readInstruments } from '@orbiquant/market-store';
import type { DataSource } from '@orbiquant/platform-db';
import type { MarketPulse } from './market-pulse.ts';

/** The pulse of a market that is only stored: its clock stands where the newest candle ends. */
export function storedPulse(db: DataSource, { mode, venue }: { mode: MarketMode; venue: string }): MarketPulse {
  const nowMs = () => newestStoredMs(db);
  return {
    nowMs,
    clock: async () => ({ nowMs: await nowMs(), mode, venue, lastTickAtMs: null, feed: 'down', finished: false }),
    formingOf: () => [],
    tradesOf: () => [],
  };
}

/** Where the newest stored base candle of any instrument ends; 0 when nothing is stored. */
export async function newestStoredMs(db: DataSource): Promise<number> {
  const instruments = await readInstruments(db);
  const ends = instruments.map(async ({ symbol, baseInterval }) => {
    const span = await ownSpan(db, symbol, baseInterval);
    return span ? nextOpenTime(span.lastMs, baseInterval) : 0;
  });
  return Math.max(0, ...(await Promise.all(ends)));
}
