import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { Candle, Interval } from '@orbiquant/contracts';
import { nextOpenTime } from '@orbiquant/market';
import { readCandles } from '@orbiquant/market-store';
import type { DataSource } from '@orbiquant/platform-db';
import { argumentsOf, instantOf, report, seriesOf, withDatabase, type DataCommand } from './data-command.ts';
import { AppError } from '@orbiquant/kernel';

const PAGE = 5_000;
/** Beyond any candle: an export takes all that is closed. */
const EVER_MS = 4e15;

/** `data export --symbol S --interval I --out FILE.csv[.gz] [--from D] [--to D] [--json]` */
export const exportCommand: DataCommand = async (args, { databaseUrl, write }) => {
  const { values } = argumentsOf(args, {
    symbol: { type: 'string' },
    interval: { type: 'string' },
    out: { type: 'string' },
    from: { type: 'string' },
    to: { type: 'string' },
  });
  const { out } = values;
  if (!out) throw new AppError('invalid-input', 'Give --out FILE.csv or FILE.csv.gz');
  const series = seriesOf(values.symbol, values.interval);
  const span = { fromMs: values.from ? instantOf(values.from) : 0, toMs: values.to ? instantOf(values.to) : EVER_MS };
  const rows = await withDatabase(databaseUrl, (db) => writeFile(db, { ...series, ...span, out }));
  report({ ...series, file: out, rows }, { json: values.json ?? false, write }, [`${out}: ${rows} candles`]);
  return 0;
};

type Export = { symbol: string; interval: Interval; fromMs: number; toMs: number; out: string };

async function writeFile(db: DataSource, order: Export): Promise<number> {
  let rows = 0;
  async function* lines(): AsyncGenerator<string> {
    yield 'ts,open,high,low,close,volume\n';
    for await (const candle of ascending(db, order)) {
      rows += 1;
      yield `${candle.openTimeMs},${candle.open},${candle.high},${candle.low},${candle.close},${candle.volume}\n`;
    }
  }
  const file = createWriteStream(order.out);
  if (order.out.endsWith('.gz')) await pipeline(Readable.from(lines()), createGzip(), file);
  else await pipeline(Readable.from(lines()), file);
  return rows;
}

/** All candles oldest first, a page of time at a time; holes longer than a page are stepped over. */
async function* ascending(db: DataSource, { symbol, interval, fromMs, toMs }: Export): AsyncGenerator<Candle> {
  const pages: Candle[][] = [];
  let beforeMs = toMs;
  for (;;) {
    const page = await readCandles(db, { symbol, interval, asOfMs: EVER_MS, limit: PAGE, fromMs, toMs: beforeMs });
    const [first] = page;
    if (!first) break;
    pages.push(page);
    if (page.length < PAGE || nextOpenTime(fromMs, interval) > first.openTimeMs) break;
    beforeMs = first.openTimeMs;
  }
  for (const page of pages.reverse()) yield* page;
}
