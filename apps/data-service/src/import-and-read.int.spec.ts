import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { getCandles } from '@orbiquant/contracts';
import { createClient, type Call } from '@orbiquant/platform-http';
import { describeWithShared, freshDatabase, sharedPath, testIdentities } from '@orbiquant/testing';
import { dataCommands } from './cli/index.ts';
import { startDataService, type DataService } from './start-data-service.ts';

const HOUR_MS = 3_600_000;
const FROM_MS = Date.UTC(2025, 0, 1);

describeWithShared('a quarter of real candles', 'data/shared-samples', () => {
  let databaseUrl: string;
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

  it('is imported whole and read back at a cursor', async () => {
    const started = performance.now();
    const { result } = await run('import', sharedPath('data/shared-samples/BTCUSDT-5m-2025Q1.csv.gz'));
    process.stderr.write(`import took ${performance.now() - started} ms ${JSON.stringify(result)}\n`);
    expect(result.files[0]).toMatchObject({ symbol: 'BTC/USDT', interval: '5m', inserted: 25_920, quarantined: {} });
    const asOf = FROM_MS + 24 * HOUR_MS;
    const day = await call(getCandles, { query: { symbol: 'BTC/USDT', interval: '1h', asOf } });
    expect(day.openTimeMs).toHaveLength(24);
    expect(day.providers).toEqual({ 'derived:5m': 24 });
    expect(day).toMatchObject({ lastIsForming: false, gaps: [], nextToMs: null, asOfMs: asOf });
  });
});
