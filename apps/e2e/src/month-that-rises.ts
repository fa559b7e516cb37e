import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { seededRng } from '@orbiquant/kernel';

const BAR_MS = 300_000;
const FROM_MS = Date.UTC(2025, 0, 1);
const TO_MS = Date.UTC(2025, 1, 3);
/** Where its month ends. Epoch ms. */
export const MONTH_ENDS_MS = Date.UTC(2025, 1, 1);
const BARS = (TO_MS - FROM_MS) / BAR_MS;
/** By how much the market rises from its first bar to its last. */
const RISE = 0.6;
const NOISE = 0.0006;

/**
 * Writes candles of a market that rises for a month and gives its file. It is made up, from a seed: what a month pays out can
 * only be shown in one that earns, however busy the machine is on which the agent trades it.
 */
export function monthThatRises(): string {
  const file = join(mkdtempSync(join(tmpdir(), 'orbiquant-month-')), 'SOLUSDT-5m-2025-01.csv.gz');
  writeFileSync(file, gzipSync(['ts,open,high,low,close,volume', ...rows()].join('\n')));
  return file;
}

function* rows(): Generator<string> {
  const rng = seededRng('a month that rises');
  const drift = Math.log(1 + RISE) / BARS;
  let close = 100;
  for (let bar = 0; bar < BARS; bar++) {
    const open = close;
    close = open * Math.exp(drift + NOISE * rng.normal());
    const high = Math.max(open, close) * (1 + NOISE * rng.next());
    const low = Math.min(open, close) * (1 - NOISE * rng.next());
    const prices = [open, high, low, close].map((price) => price.toFixed(2));
    yield [FROM_MS + bar * BAR_MS, ...prices, (5_000 + 5_000 * rng.next()).toFixed(3)].join(',');
  }
}
