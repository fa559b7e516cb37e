import type { Candle } from '@orbiquant/contracts';
import type { QualityFault } from '@orbiquant/market';
import { fieldsOf, formatOf, type RowFormat } from './row-formats.ts';
import { readLines, type Line } from './read-lines.ts';

/** A row of a candle file: a candle, or why there is none. Nothing that stands in the file is left out. */
export type FileRow = { line: number; raw: string } & (
  { candle: Candle } | { fault: QualityFault; openTimeMs: number | null }
);

type CandleRow = FileRow & { candle: Candle };

/**
 * The rows of a candle file (CSV, CSV.gz, ZIP) in the order in which they stand.
 * The newest bar of a snapshot of a running market comes last, as a fault: nothing shows that it had ended.
 */
export async function* readCandleFile(path: string, options: { trustLastBar?: boolean } = {}): AsyncGenerator<FileRow> {
  let newest: CandleRow | null = null;
  for await (const { row, format } of formattedRows(path)) {
    if (options.trustLastBar || !isDoubtful(row, format, newest)) yield row;
    else {
      if (newest) yield newest;
      newest = row;
    }
  }
  if (newest) yield unproven(newest);
}

/** Whether a row is the newest bar of a snapshot so far. */
function isDoubtful(row: FileRow, format: RowFormat | null, newest: CandleRow | null): row is CandleRow {
  if (!format?.isSnapshot || !('candle' in row)) return false;
  return newest === null || row.candle.openTimeMs > newest.candle.openTimeMs;
}

type Formatted = { row: FileRow; format: RowFormat | null };

/** Rows with the format they are in; lines before the one that tells the format are in none. */
async function* formattedRows(path: string): AsyncGenerator<Formatted> {
  let format: RowFormat | null = null;
  for await (const line of readLines(path)) {
    if (line.text.trim() === '') continue;
    if (format === null) {
      const found: ReturnType<typeof formatOf> = formatOf(line.text);
      format = found?.format ?? null;
      if (found?.isHeader) continue;
    }
    yield { row: rowOf(line, format), format };
  }
}

function rowOf({ line, text }: Line, format: RowFormat | null): FileRow {
  return { line, raw: text, ...(format?.parse(fieldsOf(text)) ?? { fault: 'unparsable', openTimeMs: null }) };
}

const unproven = ({ line, raw, candle }: FileRow & { candle: Candle }): FileRow => ({
  line,
  raw,
  fault: 'last-bar-unproven',
  openTimeMs: candle.openTimeMs,
});
