import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { gunzipSync } from 'node:zlib';
import {
  generatedMarket,
  isTradesFile,
  replayMarket,
  replaySeries,
  replayTrades,
  syntheticMarket,
  type CandleSeries,
  type Market,
} from '@orbiquant/exchange';

const DAY_MS = 86_400_000;
const HISTORY_DAYS = 60;

/** Which market to run. */
export type MarketChoice =
  | { mode: 'synthetic'; seed: string; startMs: number; historyDays?: number }
  | { mode: 'replay'; files: readonly string[]; warmupCandles: number };

/** The market of the settings; a replay reads its files of candles or trades here, plain or gzipped. */
export function loadMarket(choice: MarketChoice): Market {
  if (choice.mode === 'replay') return replayMarket(choice.files.map(readSeries), choice.warmupCandles);
  const source = syntheticMarket(choice.seed, choice.startMs - (choice.historyDays ?? HISTORY_DAYS) * DAY_MS);
  return generatedMarket(source, choice.startMs);
}

function readSeries(path: string): CandleSeries {
  const bytes = readFileSync(path);
  const name = basename(path);
  const text = (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  return isTradesFile(name) ? replayTrades({ name, text }) : replaySeries({ name, text });
}
