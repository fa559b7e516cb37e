import type { Candle } from '@orbiquant/contracts';
import type { QualityFault } from '@orbiquant/market';
import { fieldsOf, formatOf, type RowFormat } from './row-formats.ts';
import { readLines, type Line } from './read-lines.ts';

/** A row of a candle file: a candle, or why there is none. Nothing that stands in the file is left out. */
export type FileRow = { line: number; raw: string } & (
  { candle: Candle } | { fault: QualityFault; openTimeMs: number | null }
);

/**
 * The rows of a candle file (CSV, CSV.gz, ZIP) in the order in which they stand.
 * The newest bar of a snapshot of a running market comes last, as a fault: nothing shows that it had ended.
 */
export async function* readCandleFile(path: string, options: { trustLastBar?: boolean } = {}): AsyncGenerator<FileRow> {
  let format: RowFormat | null = null;
  let newest: (FileRow & { candle: Candle }) | null = null;
  for await (const { line, text } of readLines(path)) {
    if (text.trim() === '') continue;
    const found: ReturnType<typeof formatOf> = format ? null : formatOf(text);
    format ??= found?.format ?? null;
    if (found?.isHeader) continue;
    const row = rowOf({ line, text }, format);
    if (!format?.isSnapshot || options.trustLastBar || !('candle' in row)) yield row;
    else if (newest && newest.candle.openTimeMs >= row.candle.openTimeMs) yield row;
    else {
      if (newest) yield newest;
      newest = row;
    }
  }
  if (newest) yield unproven(newest);
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
