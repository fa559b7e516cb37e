import { join } from 'node:path';
import type { Candle } from '@orbiquant/contracts';
import { readCandleFile } from '@orbiquant/market-files';
import type { Origin } from './universe.ts';

/** A file's candles, oldest first, as far as they are fit; a missing hour stays missing. */
export async function readSeries(dataFolder: string, { folder, suffix }: Origin, asset: string): Promise<Candle[]> {
  const candles: Candle[] = [];
  for await (const row of readCandleFile(join(dataFolder, folder, `${asset}${suffix}`)))
    if ('candle' in row && isFit(row.candle, candles.at(-1))) candles.push(row.candle);
  return candles;
}

const isFit = ({ openTimeMs, open, high, low, close }: Candle, before: Candle | undefined): boolean =>
  openTimeMs > (before?.openTimeMs ?? 0) &&
  low > 0 &&
  low <= Math.min(open, close) &&
  high >= Math.max(open, close) &&
  Number.isFinite(high);
