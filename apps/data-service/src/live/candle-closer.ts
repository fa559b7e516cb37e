import type { SymbolCandle } from '@orbiquant/contracts';
import type { Clock } from '@orbiquant/kernel';
import { closeCandles, type Closing } from '@orbiquant/market-store';
import type { DataSource } from '@orbiquant/platform-db';
import type { Logger } from '@orbiquant/platform-observe';

/** Makes closed candles durable in order; many at a time when the database is slower than the market. */
export type CandleCloser = {
  add(closing: Closing): void;
  /** Base candles of an instrument that are closed and not durable yet. */
  pendingOf(symbol: string): Closing['candles'];
  /** Resolves when everything added so far is durable. */
  settled(): Promise<void>;
};

export type CandleCloserParts = {
  db: DataSource;
  clock: Clock;
  log: Logger;
  onClosed: (candles: readonly SymbolCandle[]) => void;
};

const BATCH = 200;
const RETRY_MS = 250;

export function candleCloser({ db, clock, log, onClosed }: CandleCloserParts): CandleCloser {
  let queue: Closing[] = [];
  let working: Promise<void> | null = null;

  async function work(): Promise<void> {
    while (queue.length > 0) {
      const batch = queue.slice(0, BATCH);
      const closed = await closeCandles(db, batch).catch((error: unknown) => {
        log.error({ err: error, waiting: queue.length }, 'closed candles could not be stored; trying again');
        return null;
      });
      if (closed === null) {
        await clock.sleep(RETRY_MS);
        continue;
      }
      queue = queue.slice(batch.length);
      onClosed(closed);
    }
    working = null;
  }

  return {
    add(closing) {
      queue.push(closing);
      working ??= work();
    },
    pendingOf: (symbol) => queue.flatMap((closing) => (closing.symbol === symbol ? closing.candles : [])),
    settled: async () => {
      await working;
    },
  };
}
