import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import ExcelJs from 'exceljs';
import { SettlementReport } from '@orbiquant/contracts';
import { Decimal, seededRng } from '@orbiquant/kernel';
import { reportFile } from './report-file.ts';

const rng = seededRng('settlement-report');
const roi = (): Decimal => new Decimal((0.02 * rng.normal()).toFixed(12));
const figures = {
  profitMinor: 120_500_000n,
  lossMinor: -20_500_000n,
  netMinor: 100_000_000n,
  operations: 3,
  wins: 1,
  losses: 1,
  poolMinor: 100_000_000_000n,
  roi: new Decimal('0.001'),
};
const report: SettlementReport = {
  day: '2026-02-28',
  cycle: 'close',
  fromMs: Date.UTC(2026, 1, 28),
  toMs: Date.UTC(2026, 2, 1),
  settledAtMs: Date.UTC(2026, 1, 28, 23, 59),
  currency: 'USDT',
  exponent: 6,
  totals: figures,
  maxDrawdown: new Decimal('-0.1'),
  sharpe: new Decimal('1.234567890123'),
  agents: [
    { agentId: 'nova', ...figures, netMinor: -5_250_000n },
    { agentId: 'orion', ...figures },
  ],
  symbols: [
    { symbol: '=HYPERLINK("http://evil.example","win")', exchange: 'paper', netMinor: 100_000_000n, operations: 3 },
  ],
  shares: [
    { holder: 'house', pooledMinor: -1n, ownMinor: 0n, totalMinor: -1n, disposition: 'reinvest' },
    {
      holder: '+34 600, "Ana"',
      pooledMinor: 100_000_001n,
      ownMinor: 0n,
      totalMinor: 100_000_001n,
      disposition: 'unclaimed',
    },
    {
      holder: 'whale',
      pooledMinor: 12_345_678_901_234_567_890n,
      ownMinor: 0n,
      totalMinor: 12_345_678_901_234_567_890n,
      disposition: 'pay-out',
    },
  ],
  flows: { paidInMinor: 100_000_000n, paidOutMinor: 0n, movements: 1 },
  people: { joined: 1, left: 0, changed: 0 },
  macro: { sp500: new Decimal('6900.25'), vix: null, atMs: Date.UTC(2026, 1, 27, 21), isFallback: true },
  history: Array.from({ length: 90 }, (_unused, at) => ({
    day: new Date(Date.UTC(2025, 11, 1 + at)).toISOString().slice(0, 10),
    netMinor: BigInt(at * 1000),
    roi: roi(),
  })),
  notes: [
    { code: 'macro-fallback', count: 1, about: String(Date.UTC(2026, 1, 27, 21)) },
    { code: 'late-events', count: 2, about: '2026-02-28' },
  ],
};

/** Kept where `REPORTS` names a folder, to be looked at. */
const keep = (name: string, bytes: Uint8Array): void => {
  const folder = process.env['REPORTS'];
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, name), bytes);
};
const made = async (format: 'json' | 'csv' | 'xlsx' | 'pdf', language: 'es' | 'en' = 'en') => {
  const file = await reportFile(report, { format, language });
  keep(`${language}-${file.fileName}`, file.bytes);
  return { ...file, text: new TextDecoder('latin1').decode(file.bytes) };
};

describe('a settlement as a file', () => {
  it('is as JSON the report itself', async () => {
    const { fileName, bytes } = await made('json');
    expect(fileName).toBe('settlement-2026-02-28.json');
    expect(SettlementReport.decode(JSON.parse(new TextDecoder().decode(bytes)))).toEqual(report);
  });

  it('is as CSV a table that no spreadsheet runs, with every digit', async () => {
    const lines = (await made('csv')).text.split('\r\n');
    expect(lines[0]).toBe('section,name,measure,value');
    expect(lines).toContain('total,2026-02-28,net,100');
    expect(lines).toContain('share,house,total,-0.000001');
    expect(lines).toContain('share,whale,total,12345678901234.56789');
    expect(lines).toContain(`symbol,"'=HYPERLINK(""http://evil.example"",""win"")@paper",net,100`);
    expect(lines).toContain(`share,"'+34 600, ""Ana""",total,100.000001`);
    for (const cell of lines.flatMap((line) => line.split(',')))
      expect(cell).not.toMatch(/^"?[=+@]|^"?-(?!\d+(\.\d+)?$)/);
  });

  it.each(['es', 'en'] as const)('is as PDF (%s) pages with pictures', async (language) => {
    const { text, contentType } = await made('pdf', language);
    expect(contentType).toBe('application/pdf');
    expect(text.startsWith('%PDF-')).toBe(true);
    expect(text.match(/\/Type \/Page\b/g)?.length).toBeGreaterThanOrEqual(2);
  });

  it('is as workbook figures, pictures and no formula; what a cell cannot hold exactly is text', async () => {
    const book = new ExcelJs.Workbook();
    await book.xlsx.load(Buffer.from((await made('xlsx', 'es')).bytes) as never);
    expect(book.worksheets.map(({ name }) => name)).toEqual([
      'Cifras del día',
      'Por agente',
      'Por instrumento',
      'De quién es',
      'Días',
    ]);
    expect(book.worksheets[0]!.getImages()).toHaveLength(3);
    const shares = book.getWorksheet('De quién es')!;
    expect(shares.getRow(4).values).toEqual([undefined, 'house', -0.000001, 0, -0.000001, 'se reinvierte']);
    expect(shares.getRow(6).getCell(4).value).toBe('12345678901234.56789');
    book.eachSheet((sheet) =>
      sheet.eachRow((row) => row.eachCell((cell) => expect(cell.type).not.toBe(ExcelJs.ValueType.Formula))),
    );
  });

  it('of a look within the day says so, also in its name', async () => {
    const look = await reportFile({ ...report, cycle: '2026-02-28T12:00Z' }, { format: 'csv', language: 'en' });
    expect(look.fileName).toBe('settlement-2026-02-28-1200.csv');
  });
});
