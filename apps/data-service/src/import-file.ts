import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Candle, Interval } from '@orbiquant/contracts';
import { decimal, type Clock } from '@orbiquant/kernel';
import { duplicateWatch, isFiner, judgeCandle, nextOpenTime, type QualityFault } from '@orbiquant/market';
import { fileSeriesOf, readCandleFile, type FileRow } from '@orbiquant/market-files';
import {
  deriveCandles,
  ensureMonths,
  listIfNew,
  ownSpan,
  quarantine,
  readImport,
  readInstruments,
  refineBase,
  saveImport,
  storeCandles,
  type ImportProgress,
  type Refused,
} from '@orbiquant/market-store';
import type { DataSource } from '@orbiquant/platform-db';

/** What to import, and how to read it where its name does not say. */
export type ImportOrder = {
  path: string;
  symbol?: string | undefined;
  interval?: Interval | undefined;
  trustLastBar?: boolean;
};

/** What importing needs besides the file. */
export type ImportDeps = { db: DataSource; clock: Clock; onProgress?: (progress: ImportProgress) => void };

/** What an import did, and whether it had been done before. */
export type ImportReport = ImportProgress & { rows: number; alreadyDone: boolean };

const BATCH = 2_000;

/** Brings a candle file in: the gate first, then batches that are stored whole with the progress, then the coarser candles. */
export async function importFile(order: ImportOrder, deps: ImportDeps): Promise<ImportReport> {
  const { db } = deps;
  const series = fileSeriesOf(order.path, {
    ...(order.symbol ? { symbol: order.symbol } : {}),
    ...(order.interval ? { interval: order.interval } : {}),
  });
  const file = basename(order.path);
  const sha256 = await sha256Of(order.path);
  const known = await readImport(db, { sha256, ...series });
  if (known?.state === 'done') return { ...known, rows: rowsOf(known), alreadyDone: true };
  const progress: ImportProgress = known ?? {
    sha256,
    ...series,
    file,
    state: 'running',
    lines: 0,
    inserted: 0,
    revised: 0,
    unchanged: 0,
    quarantined: {},
  };
  await listSeries(db, series);
  const span = await storeRows(order, deps, progress);
  if (span) await deriveSpan(db, { ...series, ...span });
  progress.state = 'done';
  await saveImport(db.manager, progress);
  return { ...progress, rows: rowsOf(progress), alreadyDone: false };
}

type Span = { firstMs: number; lastMs: number };
type Verdict = { candle: Candle } | { refused: Refused };

/** Stores what passes the gate and puts aside what does not; lines before `progress.lines` are only looked at. */
async function storeRows(order: ImportOrder, deps: ImportDeps, progress: ImportProgress): Promise<Span | null> {
  const judge = gate(progress, deps.clock.nowMs());
  const doneLines = progress.lines;
  let span: Span | null = null;
  let batch: Array<{ line: number; verdict: Verdict }> = [];
  const flush = async (): Promise<void> => {
    await storeBatch(deps.db, progress, batch);
    deps.onProgress?.(progress);
    batch = [];
  };
  let last = 0;
  for await (const row of readCandleFile(order.path, { trustLastBar: order.trustLastBar ?? false })) {
    last += 1;
    const verdict = judge(row);
    if ('candle' in verdict) span = widened(span, verdict.candle.openTimeMs);
    // rows are counted in reading order, which is not that of their lines: the newest bar of a snapshot comes last
    if (last > doneLines) batch.push({ line: last, verdict });
    if (batch.length === BATCH) await flush();
  }
  await flush();
  return span;
}

function gate(progress: ImportProgress, nowMs: number): (row: FileRow) => Verdict {
  const { symbol, interval, file, sha256 } = progress;
  const isDuplicate = duplicateWatch();
  const source = `file:${file}#${sha256.slice(0, 12)}`;
  return (row) => {
    const openTimeMs = 'candle' in row ? row.candle.openTimeMs : row.openTimeMs;
    const refuse = (reason: QualityFault): Verdict => ({
      refused: { source, rowKey: String(row.line), symbol, interval, openTimeMs, reason, raw: row.raw },
    });
    if (!('candle' in row)) return refuse(row.fault);
    const reason = judgeCandle(row.candle, interval, nowMs) ?? isDuplicate(row.candle);
    return reason ? refuse(reason) : { candle: row.candle };
  };
}

async function storeBatch(
  db: DataSource,
  progress: ImportProgress,
  batch: ReadonlyArray<{ line: number; verdict: Verdict }>,
): Promise<void> {
  const verdicts = batch.map(({ verdict }) => verdict);
  const candles = verdicts.flatMap((verdict) => ('candle' in verdict ? [verdict.candle] : []));
  const refused = verdicts.flatMap((verdict) => ('refused' in verdict ? [verdict.refused] : []));
  const { symbol, interval } = progress;
  await ensureMonths(db, candles);
  const next = await db.transaction(async (tx) => {
    const stored = await storeCandles(tx, { symbol, interval, provider: `file:${progress.file}`, candles });
    await quarantine(tx, refused);
    const after = { ...progress, quarantined: { ...progress.quarantined } };
    after.lines = batch.at(-1)?.line ?? progress.lines;
    after.inserted += stored.inserted;
    after.unchanged += stored.unchanged;
    after.revised += stored.revised.length;
    for (const { reason } of refused) after.quarantined[reason] = (after.quarantined[reason] ?? 0) + 1;
    await saveImport(tx, after);
    return after;
  });
  Object.assign(progress, next);
}

/** Coarser candles of all that was touched, in one transaction. Returns how many are new or changed. */
export async function deriveSpan(
  db: DataSource,
  { symbol, interval, firstMs, lastMs }: { symbol: string; interval: Interval } & Span,
): Promise<number> {
  const toMs = nextOpenTime(lastMs, interval);
  const stored = await ownSpan(db, symbol, interval);
  const closedByMs = nextOpenTime(Math.max(lastMs, stored?.lastMs ?? lastMs), interval);
  const derived = await db.transaction((tx) =>
    deriveCandles(tx, { symbol, source: interval, fromMs: firstMs, toMs, closedByMs }),
  );
  return derived.length;
}

/** An instrument that no venue has described yet is listed with the finest steps there are. */
async function listSeries(db: DataSource, { symbol, interval }: { symbol: string; interval: Interval }): Promise<void> {
  const [base = symbol, quote = ''] = symbol.split('/');
  const step = decimal('0.00000001');
  await listIfNew(db, {
    symbol,
    base,
    quote,
    venue: 'file',
    tickSize: step,
    stepSize: step,
    quantityMin: step,
    notionalMin: decimal('0'),
    baseInterval: interval,
    providers: ['file'],
    active: true,
  });
  const instrument = (await readInstruments(db)).find((one) => one.symbol === symbol);
  if (instrument?.venue === 'file' && isFiner(interval, instrument.baseInterval))
    await refineBase(db, symbol, interval);
}

async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

const widened = (span: Span | null, ms: number): Span => ({
  firstMs: Math.min(span?.firstMs ?? ms, ms),
  lastMs: Math.max(span?.lastMs ?? ms, ms),
});

const rowsOf = ({ inserted, revised, unchanged, quarantined }: ImportProgress): number =>
  inserted + revised + unchanged + Object.values(quarantined).reduce((sum, count) => sum + count, 0);
