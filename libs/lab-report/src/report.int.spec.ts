import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import ExcelJs from 'exceljs';
import { LabOrder, type LabRun } from '@orbiquant/contracts';
import { newId, seededRng } from '@orbiquant/kernel';
import { evaluate, runJob, type LabInstrument } from '@orbiquant/lab';
import { reportOf } from './report-of.ts';
import type { Reported } from './report.ts';

const BARS = 4_000;
const HOUR_MS = 3_600_000;
const START_MS = Date.UTC(2024, 0, 1);

function walk(): LabInstrument {
  const rng = seededRng('report');
  const close = new Float64Array(BARS);
  close.forEach(
    (_unused, at) => (close[at] = (at === 0 ? 100 : close[at - 1]!) * Math.exp(0.0002 + 0.005 * rng.normal())),
  );
  return {
    symbol: 'BTC/USDT',
    interval: '1h',
    market: 'spot',
    filters: { tickSize: 0.01, stepSize: 0.001, quantityMin: 0, notionalMin: 0 },
    bars: {
      openTimeMs: close.map((_unused, at) => START_MS + at * HOUR_MS),
      open: close,
      high: close.map((value) => value * 1.002),
      low: close.map((value) => value * 0.998),
      close,
      volume: close.map(() => 1e5),
    },
  };
}

const order = LabOrder.parse({
  kind: 'optimise',
  strategy: 'sma-cross',
  symbols: ['BTC/USDT'],
  interval: '1h',
  fromMs: START_MS,
  toMs: START_MS + BARS * HOUR_MS,
  search: { ranges: { fast: { from: 5, to: 25, step: 5 }, slow: { from: 30, to: 90, step: 10 } }, tradesMin: 1 },
});

describe('a report', () => {
  let reported: Reported;
  beforeAll(async () => {
    const { result } = await runJob(
      order,
      { instruments: [walk()], codeVersion: 'test', trialsBefore: [] },
      {
        evaluateBatch: async (problem, sets) => sets.map((parameters) => evaluate(problem, parameters)),
        progress: () => undefined,
        checkpoint: { load: async () => [], append: async () => undefined },
        signal: new AbortController().signal,
      },
    );
    const progress = { done: 35, total: 35, stage: 'search' };
    const { figures, verdict } = result;
    const run: LabRun = {
      runId: newId(),
      state: 'done',
      order,
      progress,
      problem: null,
      figures,
      verdict,
      createdAtMs: 0,
      finishedAtMs: 1,
    };
    reported = { run, result };
  });
  /** Kept where `REPORTS` names a folder, to be looked at. */
  const keep = (name: string, bytes: Uint8Array): void => {
    const folder = process.env['REPORTS'];
    if (!folder) return;
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, name), bytes);
  };

  it.each(['es', 'en'] as const)(
    'as HTML (%s) is one page with its pictures, and nothing from elsewhere',
    async (language) => {
      const { bytes, contentType } = await reportOf(reported, { format: 'html', language });
      const html = new TextDecoder().decode(bytes);
      keep(`report-${language}.html`, bytes);
      expect(contentType).toContain('text/html');
      expect(html.match(/<svg/g)?.length).toBeGreaterThanOrEqual(4);
      expect(html).toContain(language === 'es' ? 'No supera el listón' : 'Does not pass');
      expect(html).not.toMatch(/<script|src="http|href="http/);
      expect(html).toContain(language === 'es' ? '>ene' : '>Jan');
      expect(html).not.toContain(language === 'es' ? '>Apr' : '>abr');
      expect(html).toMatch(/\d USDT/);
    },
  );

  it('as PDF has pages', async () => {
    const { bytes } = await reportOf(reported, { format: 'pdf', language: 'es' });
    keep('report.pdf', bytes);
    const text = new TextDecoder('latin1').decode(bytes);
    expect(text.startsWith('%PDF-')).toBe(true);
    expect(text.match(/\/Type \/Page\b/g)?.length).toBeGreaterThanOrEqual(3);
  });

  it('as a workbook holds every trade and trial as figures, pictures, and no formula', async () => {
    const { bytes } = await reportOf(reported, { format: 'xlsx', language: 'en' });
    keep('report.xlsx', bytes);
    const book = new ExcelJs.Workbook();
    await book.xlsx.load(Buffer.from(bytes) as never);
    const trades = book.getWorksheet('Trades')!;
    expect(trades.rowCount).toBe(reported.result.trades.length + 3);
    expect(trades.getRow(4).getCell(8).value).toBe(reported.result.trades[0]!.pnl);
    expect(book.worksheets[0]!.getImages().length).toBeGreaterThanOrEqual(4);
    book.eachSheet((sheet) =>
      sheet.eachRow((row) => row.eachCell((cell) => expect(cell.type).not.toBe(ExcelJs.ValueType.Formula))),
    );
  });

  it('what somebody named stays text', async () => {
    const named = { ...reported, run: { ...reported.run, order: { ...order, strategy: '<img src=x onerror=1>' } } };
    const html = new TextDecoder().decode((await reportOf(named, { format: 'html', language: 'en' })).bytes);
    expect(html).not.toContain('<img');
    expect(html).toContain('&lt;img');
  });
});
