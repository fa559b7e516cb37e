import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import { Client } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { Candle } from '@orbiquant/contracts';
import { seededRng } from '@orbiquant/kernel';
import { openDatabase } from '@orbiquant/platform-db';
import { ensureMonths, storeCandles } from '../src/store-candles.ts';

/** Candles a second through the store beside bare COPY of the same rows in the same run. */
export type IngestResult = { candles: number; storedPerSec: number; copiedPerSec: number; ratio: number };

const BATCH = 2_000;
const SYMBOL = 'BENCH/USDT';

/** Stores `count` one-minute candles, then copies the same rows into a bare table. Leaves nothing behind. */
export async function ingestBench(databaseUrl: string, count = 100_000): Promise<IngestResult> {
  const candles = randomWalk(count);
  const storedMs = await stored(databaseUrl, candles);
  const copiedMs = await copied(databaseUrl, candles);
  const perSec = (ms: number): number => Math.round((count / ms) * 1000);
  return { candles: count, storedPerSec: perSec(storedMs), copiedPerSec: perSec(copiedMs), ratio: copiedMs / storedMs };
}

async function stored(url: string, candles: readonly Candle[]): Promise<number> {
  const db = await openDatabase({ url });
  const runner = db.createQueryRunner();
  await ensureMonths(db, candles);
  await runner.startTransaction();
  const startedMs = performance.now();
  for (let k = 0; k < candles.length; k += BATCH)
    await storeCandles(runner.manager, {
      symbol: SYMBOL,
      interval: '1m',
      provider: 'bench',
      candles: candles.slice(k, k + BATCH),
    });
  const tookMs = performance.now() - startedMs;
  await runner.rollbackTransaction();
  await runner.release();
  await db.destroy();
  return tookMs;
}

async function copied(url: string, candles: readonly Candle[]): Promise<number> {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query(
    'CREATE TEMP TABLE bare (symbol text, interval text, open_time timestamptz, open numeric, high numeric, low numeric, close numeric, volume numeric)',
  );
  const lines = candles.map(({ openTimeMs, open, high, low, close, volume }) =>
    [SYMBOL, '1m', new Date(openTimeMs).toISOString(), open, high, low, close, volume].join('\t').concat('\n'),
  );
  const startedMs = performance.now();
  await pipeline(Readable.from(lines, { objectMode: false }), client.query(copyFrom('COPY bare FROM STDIN')));
  const tookMs = performance.now() - startedMs;
  await client.end();
  return tookMs;
}

function randomWalk(count: number): Candle[] {
  const rng = seededRng('ingest');
  let close = 100;
  return Array.from({ length: count }, (_, k) => {
    const open = close;
    close = Math.max(1, Number((open + rng.normal()).toFixed(2)));
    const openTimeMs = Date.UTC(2025, 0, 1) + k * 60_000;
    return {
      openTimeMs,
      open,
      high: Math.max(open, close),
      low: Math.min(open, close),
      close,
      volume: rng.below(1e6) / 1e3,
    };
  });
}
