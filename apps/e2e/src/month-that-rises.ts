import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const BAR_MS = 300_000;
const FROM_MS = Date.UTC(2025, 0, 1);
const TO_MS = Date.UTC(2025, 1, 3);
const RISE = 0.1;
const VOLUME = 8_000;

/** When what happens in this month. Epoch ms. */
export const MONTH = {
  risesFromMs: Date.UTC(2025, 0, 29),
  risesToMs: Date.UTC(2025, 0, 31),
  endsMs: Date.UTC(2025, 1, 1),
};

/**
 * Writes candles of a market that stands still for weeks, rises by a tenth in two days and stands still again; gives its
 * file. It is made up: what a month pays out can only be shown in one that earns, however busy the machine is on which the
 * agent trades it. The weeks may pass as fast as one likes, because nobody trades in them.
 */
export function monthThatRises(): string {
  const file = join(mkdtempSync(join(tmpdir(), 'orbiquant-month-')), 'SOLUSDT-5m-2025-01.csv.gz');
  const rows = Array.from({ length: (TO_MS - FROM_MS) / BAR_MS }, (_unused, bar) => rowOf(FROM_MS + bar * BAR_MS));
  writeFileSync(file, gzipSync(['ts,open,high,low,close,volume', ...rows].join('\n')));
  return file;
}

function rowOf(openTimeMs: number): string {
  const [open, close] = [priceAt(openTimeMs), priceAt(openTimeMs + BAR_MS)].map((price) => price.toFixed(2));
  return [openTimeMs, open, close, open, close, VOLUME].join(',');
}

function priceAt(atMs: number): number {
  const { risesFromMs, risesToMs } = MONTH;
  const share = Math.min(1, Math.max(0, (atMs - risesFromMs) / (risesToMs - risesFromMs)));
  return 100 * (1 + RISE) ** share;
}
