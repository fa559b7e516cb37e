import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { getCandles, getCandlesCompatible, INTERVALS } from '@orbiquant/contracts';
import { openDatabase } from '@orbiquant/platform-db';
import { createClient, type Call } from '@orbiquant/platform-http';
import { describeWithShared, freshDatabase, sharedPath, testIdentities } from '@orbiquant/testing';
import { dataCommands } from './cli/index.ts';
import { startDataService, type DataService } from './start-data-service.ts';

const HOUR_MS = 3_600_000;
const FROM_MS = Date.UTC(2025, 0, 1);
const LTC = 'data/binance-spot-1h-2017-2021/raw_Binance_LTCUSDT_1h.csv.gz';
const LENGTHS = {
  '1m': '1 min',
  '5m': '5 min',
  '15m': '15 min',
  '30m': '30 min',
  '1h': '1 hour',
  '4h': '4 hours',
  '1d': '1 day',
  '1w': '7 days',
  '1M': '1 month',
};

describeWithShared('a quarter of real candles', 'data/shared-samples', () => {
  let databaseUrl: string;
  let ownerUrl: string;
  let service: DataService;
  let call: Call;
  const lines: string[] = [];
  const run = async (name: string, ...args: string[]) => {
    lines.length = 0;
    const code = await dataCommands[name]!([...args, '--json'], { databaseUrl, write: (line) => lines.push(line) });
    expect(lines).toHaveLength(1);
    return { code, result: JSON.parse(lines[0]!) };
  };

  beforeAll(async () => {
    const database = await freshDatabase();
    ownerUrl = database.ownerUrl;
    databaseUrl = database.urlFor('data_service');
    const { 'data-service': identity } = testIdentities(['data-service']);
    service = await startDataService({
      host: '127.0.0.1',
      port: 0,
      logLevel: 'silent',
      databaseUrl,
      identity,
      mode: 'replay',
      venueName: 'file',
    });
    call = createClient({ name: 'data-service', baseUrl: service.url, sign: async () => '' });
  });
  afterAll(() => service.stop());

  const sample = (name: string) => sharedPath(`data/shared-samples/${name}-2025Q1.csv.gz`);

  it.each(['BTCUSDT', 'ETHUSDT', 'SOLUSDT'])(
    '%s: 5m aggregated is the exchange’s own 1h, to the last digit',
    async (name) => {
      const { result } = await run('import', sample(`${name}-5m`), sample(`${name}-1h`));
      expect(result.files.map(({ inserted, quarantined }: never) => [inserted, quarantined])).toEqual([
        [25_920, {}],
        [2_160, {}],
      ]);
      const verified = await run('verify', '--symbol', name, '--from', '5m', '--to', '1h');
      expect(verified).toMatchObject({ code: 0, result: { compared: 2_160, missing: [], differences: [] } });
    },
  );

  it('M4: the same file again, under another name too, changes nothing', async () => {
    const again = await run('import', sample('BTCUSDT-5m'));
    expect(again.result.files[0]).toMatchObject({ alreadyDone: true });
    const plainCopy = join(mkdtempSync(join(tmpdir(), 'candles-')), 'BTCUSDT-5m.csv');
    writeFileSync(plainCopy, gunzipSync(readFileSync(sample('BTCUSDT-5m'))));
    const copied = await run('import', plainCopy);
    expect(copied.result.files[0]).toMatchObject({ alreadyDone: false, inserted: 0, revised: 0, unchanged: 25_920 });
    const revisions = (await service.db.query('SELECT count(*)::int AS n FROM trading.candle_revisions')) as Array<{
      n: number;
    }>;
    expect(revisions[0]!.n).toBe(0);
  });

  it('reads at a cursor: closed candles only, the forming one from what was known', async () => {
    const asOf = FROM_MS + 24 * HOUR_MS + 17 * 60_000;
    const day = await call(getCandles, { query: { symbol: 'BTC/USDT', interval: '1h', asOf } });
    expect(day.openTimeMs).toHaveLength(24);
    expect(day.providers).toEqual({ 'derived:5m': 24 });
    expect(day).toMatchObject({ lastIsForming: false, gaps: [], nextToMs: null, asOfMs: asOf });
    const rows = await call(getCandlesCompatible, { query: { symbol: 'BTC/USDT', timeframe: '1h', asOf } });
    expect(rows.candles.map(({ openTimeMs, close }) => [openTimeMs, close])).toEqual(
      day.openTimeMs.map((openTimeMs, at) => [openTimeMs, day.close[at]]),
    );
    const forming = await call(getCandles, {
      query: { symbol: 'BTC/USDT', interval: '1h', asOf, forming: true, limit: 2 },
    });
    const finer = await call(getCandles, {
      query: { symbol: 'BTC/USDT', interval: '5m', asOf, from: FROM_MS + 24 * HOUR_MS },
    });
    expect(finer.openTimeMs).toHaveLength(3);
    expect(forming).toMatchObject({ lastIsForming: true, nextToMs: FROM_MS + 23 * HOUR_MS });
    expect(forming.close.at(-1)).toBe(finer.close.at(-1));
    expect(forming.high.at(-1)).toBe(Math.max(...finer.high));
  });

  it('M16: everything after asOf replaced by garbage: every answer at asOf is the same to the byte', async () => {
    const asOf = FROM_MS + 40 * 24 * HOUR_MS + 17 * 60_000;
    const paths = [
      ...INTERVALS.map(
        (interval) => `/api/v1/candles?symbol=BTCUSDT&interval=${interval}&limit=5000&forming=true&asOf=${asOf}`,
      ),
      `/api/v1/candles?symbol=BTCUSDT&interval=1h&limit=7&asOf=${asOf}`,
      `/api/v1/tickers?asOf=${asOf}`,
      `/api/v1/quality?asOf=${asOf}`,
      `/api/v1/trades?symbol=BTCUSDT&asOf=${asOf}`,
      `/api/v1/orderbook?symbol=BTCUSDT&asOf=${asOf}`,
      '/api/v1/instruments',
    ];
    const read = () => Promise.all(paths.map(async (path) => (await fetch(`${service.url}${path}`)).text()));
    const before = await read();
    expect(before.every((body) => !body.includes('"status":'))).toBe(true);
    const owner = await openDatabase({ url: ownerUrl });
    // a candle still open at the cursor says things that nobody knew then, so it is replaced too
    for (const table of ['candles', 'derived_candles'])
      for (const [interval, length] of Object.entries(LENGTHS))
        await owner.query(
          `UPDATE trading.${table} SET open = 666, high = 777, low = 555, close = 600, volume = 1, recorded_at = now()
            WHERE interval = $1 AND (open_time AT TIME ZONE 'UTC' + $2::interval) AT TIME ZONE 'UTC' > $3`,
          [interval, length, new Date(asOf)],
        );
    await owner.query(`DELETE FROM trading.candles WHERE open_time > $1 AND extract(minute FROM open_time) = 35`, [
      new Date(asOf + HOUR_MS),
    ]);
    await owner.query(
      `INSERT INTO trading.candle_quarantine (source, row_key, symbol, interval, open_time, reason, raw) VALUES ('x', '1', 'BTC/USDT', '5m', $1, 'incoherent', ''), ('x', '2', 'BTC/USDT', '5m', NULL, 'unparsable', '')`,
      [new Date(asOf + HOUR_MS)],
    );
    await owner.destroy();
    expect(await read()).toEqual(before);
  });

  it('M5: a candle with other content becomes a revision, the old one stays readable, what is derived follows', async () => {
    const at = FROM_MS + 5 * HOUR_MS;
    const file = join(mkdtempSync(join(tmpdir(), 'candles-')), 'ETHUSDT-5m-fix.csv');
    writeFileSync(file, `ts,open,high,low,close,volume\n${at},3300,9999,3200,3350,12.5\n`);
    const { result } = await run('import', file);
    expect(result.files[0]).toMatchObject({ inserted: 0, revised: 1, unchanged: 0 });
    const hour = await call(getCandles, {
      query: { symbol: 'ETH/USDT', interval: '1h', asOf: at + HOUR_MS, limit: 1 },
    });
    expect(hour.high).toEqual([9999]);
    const old = (await service.db.query(
      'SELECT revision, high::float8 AS high FROM trading.candle_revisions',
    )) as unknown[];
    expect(old).toEqual([{ revision: 1, high: expect.any(Number) }]);
    expect(old).not.toEqual([{ revision: 1, high: 9999 }]);
  });

  it('M1 M2 M3: what is not a candle is put aside with its reason and its line, and never served', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'candles-')), 'XRPUSDT-1h-bad.csv');
    const rows = [
      `${FROM_MS},1,2,0.5,1.5,10`,
      `${FROM_MS + HOUR_MS},1,NaN,0.5,1.5,10`,
      `${FROM_MS + 2 * HOUR_MS},,2,0.5,1.5,10`,
      `${FROM_MS + 3 * HOUR_MS},1,2,0,1.5,10`,
      `${FROM_MS + 4 * HOUR_MS},1,2,0.5,1.5,-1`,
      `${FROM_MS + 5 * HOUR_MS},1,2,0.5,2.5,10`,
      `${FROM_MS + 6 * HOUR_MS + 1},1,2,0.5,1.5,10`,
      `${Date.UTC(2100, 0, 1)},1,2,0.5,1.5,10`,
      `${FROM_MS},1,2,0.5,1.5,10`,
      `${FROM_MS},1,2,0.5,1.6,10`,
      'what is this',
    ];
    writeFileSync(file, `ts,open,high,low,close,volume\n${rows.join('\n')}\n`);
    const { result } = await run('import', file);
    expect(result.files[0]).toMatchObject({
      rows: 11,
      inserted: 1,
      quarantined: {
        'not-finite': 2,
        'not-positive': 1,
        'negative-volume': 1,
        incoherent: 1,
        'off-grid': 1,
        'in-future': 1,
        'duplicate-same': 1,
        'duplicate-different': 1,
        unparsable: 1,
      },
    });
    const served = await call(getCandles, { query: { symbol: 'XRP/USDT', interval: '1h' } });
    expect(served.openTimeMs).toEqual([FROM_MS]);
  });
});

describeWithShared('the raw export of LTC', LTC, () => {
  it('comes in with every bad row put aside and counted by reason', async () => {
    const database = await freshDatabase();
    const lines: string[] = [];
    const deps = { databaseUrl: database.urlFor('data_service'), write: (line: string) => lines.push(line) };
    await dataCommands['import']!([sharedPath(LTC), '--json'], deps);
    const [file] = JSON.parse(lines[0]!).files;
    expect(file).toMatchObject({
      symbol: 'LTC/USDT',
      interval: '1h',
      rows: 34_724,
      inserted: 32_074,
      revised: 0,
      unchanged: 0,
    });
    expect(file.quarantined).toEqual({ 'duplicate-different': 2_649, 'last-bar-unproven': 1 });
    lines.length = 0;
    await dataCommands['gaps']!(['--symbol', 'LTCUSDT', '--json'], deps);
    const [series] = JSON.parse(lines[0]!).series;
    const missing = series.gaps.reduce((sum: number, gap: { missing: number }) => sum + gap.missing, 0);
    expect(series.accepted + missing).toBe(34_037);
  });
});
