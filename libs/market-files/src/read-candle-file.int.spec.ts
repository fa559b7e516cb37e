import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, it } from '@jest/globals';
import { strToU8, zipSync } from 'fflate';
import { fileSeriesOf } from './file-series.ts';
import { readCandleFile, type FileRow } from './read-candle-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'candle-files-'));
const AT_MS = Date.UTC(2025, 0, 1);

async function rowsOf(name: string, bytes: string | Uint8Array): Promise<FileRow[]> {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  const rows: FileRow[] = [];
  for await (const row of readCandleFile(path)) rows.push(row);
  return rows;
}
const candle = { openTimeMs: AT_MS, open: 1, high: 2, low: 0.5, close: 1.5, volume: 10 };
const kline = (time: string) => `${time},1,2,0.5,1.5,10,${time},15,3,4,6,0\n`;

it('reads the same candles plain and gzipped', async () => {
  const text = `ts,open,high,low,close,volume\r\n${AT_MS},1,2,0.5,1.5,10\r\n`;
  expect(await rowsOf('a.csv', text)).toMatchObject([{ line: 2, candle }]);
  expect(await rowsOf('a.csv.gz', gzipSync(text))).toMatchObject([{ line: 2, candle }]);
});

it('reads Binance’s monthly archives, in milliseconds and, since 2025, in microseconds', async () => {
  const archive = zipSync({ 'BTCUSDT-1h-2025-01.csv': strToU8(kline(`${AT_MS}`) + kline(`${AT_MS + 3_600_000}000`)) });
  expect(await rowsOf('BTCUSDT-1h-2025-01.zip', archive)).toMatchObject([
    { candle },
    { candle: { ...candle, openTimeMs: AT_MS + 3_600_000 } },
  ]);
});

it('reads an export of a running market: seconds and milliseconds, text dates; its newest bar is not believed', async () => {
  const rows = [
    'https://www.example.com',
    'unix,date,symbol,open,high,low,close,Volume LTC,Volume USDT,tradecount',
    `${AT_MS + 7_200_000},2025-01-01 02:00:00,LTC/USDT,1,2,0.5,1.5,3,4,5`,
    `${(AT_MS + 3_600_000) / 1000}.0,2025-01-01 01-AM,LTC/USDT,1,2,0.5,1.5,10,4,NULL`,
    `${AT_MS / 1000}.0,2025-01-01 12-AM,LTC/USDT,1,2,0.5,1.5,10,4,NULL`,
    `${(AT_MS - 3_600_000) / 1000}.0,2024-12-31 12-PM,LTC/USDT,1,2,0.5,1.5,10,4,NULL`,
  ];
  expect(await rowsOf('raw.csv', rows.join('\n'))).toMatchObject([
    { line: 1, fault: 'unparsable', raw: rows[0] },
    { line: 4, candle: { ...candle, openTimeMs: AT_MS + 3_600_000 } },
    { line: 5, candle },
    { line: 6, fault: 'date-mismatch', openTimeMs: AT_MS - 3_600_000 },
    { line: 3, fault: 'last-bar-unproven', openTimeMs: AT_MS + 7_200_000 },
  ]);
});

it('reports a broken archive as an error, never as an empty file', async () => {
  await expect(rowsOf('b.csv.gz', gzipSync('ts,open,high,low,close,volume\n').subarray(0, 20))).rejects.toMatchObject({
    code: 'unprocessable',
  });
  await expect(rowsOf('none.zip', 'no archive')).rejects.toMatchObject({ code: 'unprocessable' });
});

it('takes symbol and interval from the name, or as given', () => {
  expect(fileSeriesOf('/x/BTCUSDT-5m-2025Q1.csv.gz')).toEqual({ symbol: 'BTC/USDT', interval: '5m' });
  expect(fileSeriesOf('raw_Binance_LTCUSDT_1h.csv.gz')).toEqual({ symbol: 'LTC/USDT', interval: '1h' });
  expect(fileSeriesOf('x.csv', { symbol: 'ETHUSDT', interval: '1d' })).toEqual({ symbol: 'ETH/USDT', interval: '1d' });
  expect(() => fileSeriesOf('BTCUSDT-PERP-1h-mark-2025Q1.csv.gz')).toThrow('--symbol');
});
