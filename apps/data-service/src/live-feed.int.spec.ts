import { afterAll, beforeAll, expect, it } from '@jest/globals';
import WebSocket from 'ws';
import { FeedMessage, getCandles, getMarketClock } from '@orbiquant/contracts';
import { systemClock } from '@orbiquant/kernel';
import { plain } from '@orbiquant/market';
import { ccxtProvider, connectMarket } from '@orbiquant/market-ccxt';
import { readCandleFile } from '@orbiquant/market-files';
import { createClient, type Call } from '@orbiquant/platform-http';
import { describeWithShared, freshDatabase, sharedPath, testIdentities, until } from '@orbiquant/testing';
import { startPaperExchange, type PaperExchange } from '@orbiquant/paper-exchange';
import { startDataService, type DataService } from './start-data-service.ts';

const FILE = 'data/shared-samples/BTCUSDT-5m-2025Q1.csv.gz';
const HOUR_MS = 3_600_000;
const FROM_MS = Date.UTC(2025, 0, 1);

describeWithShared('a replayed market followed live', FILE, () => {
  let exchange: PaperExchange;
  let service: DataService;
  let call: Call;
  const heard: FeedMessage[] = [];
  let socket: WebSocket;

  const { 'data-service': identity } = testIdentities(['data-service']);
  let databaseUrl: string;
  const start = (): Promise<DataService> => {
    const provider = ccxtProvider(connectMarket({ exchange: 'binance', baseUrl: exchange.url }), {
      name: 'paper',
      clock: systemClock,
    });
    return startDataService({
      host: '127.0.0.1',
      port: 0,
      logLevel: 'warn',
      databaseUrl,
      identity,
      mode: 'paper',
      venueName: 'paper',
      provider,
      venueAdmin: { url: exchange.url, adminToken: 'admin-token' },
    });
  };

  beforeAll(async () => {
    databaseUrl = (await freshDatabase()).urlFor('data_service');
    exchange = await startPaperExchange({
      market: { mode: 'replay', files: [sharedPath(FILE)], warmupCandles: 600 },
      speed: 5_000,
      adminToken: 'admin-token',
    });
    service = await start();
    call = createClient({ name: 'data-service', baseUrl: service.url, sign: async () => '' });
    socket = new WebSocket(`${service.url.replace('http', 'ws')}/ws`);
    socket.on('message', (raw: Buffer) => heard.push(FeedMessage.parse(JSON.parse(raw.toString('utf8')))));
    await new Promise((resolve) => socket.once('open', resolve));
    for (const request of [
      { op: 'subscribe', channel: 'clock' },
      { op: 'subscribe', channel: 'tickers' },
      { op: 'subscribe', channel: 'candles', symbol: 'BTCUSDT', interval: '5m' },
      { op: 'subscribe', channel: 'candles', symbol: 'BTCUSDT', interval: '1h' },
    ])
      socket.send(JSON.stringify(request));
  });
  afterAll(async () => {
    socket?.terminate();
    await service?.stop();
    await exchange?.stop();
  });

  const closed = (interval: string) =>
    heard.flatMap((message) =>
      message.type === 'candle.closed' && message.data.interval === interval ? [message.data] : [],
    );

  it('closes every candle exactly as the record has it, coarser ones with it', async () => {
    await until('three hours have closed', () => closed('1h').length >= 3, 20_000);
    const hours = closed('1h');
    const { openTimeMs, close, volume, gaps, providers } = await call(getCandles, {
      query: { symbol: 'BTC/USDT', interval: '1h', asOf: hours[2]!.openTimeMs + HOUR_MS, limit: 3 },
    });
    expect(openTimeMs).toEqual(hours.slice(0, 3).map((hour) => hour.openTimeMs));
    expect(close).toEqual(hours.slice(0, 3).map((hour) => hour.close));
    expect(volume).toEqual(hours.slice(0, 3).map((hour) => hour.volume));
    expect(gaps).toEqual([]);
    expect(providers).toEqual({ 'derived:5m': 3 });
  });

  it('serves history from before it watched, without a hole', async () => {
    const all = await call(getCandles, { query: { symbol: 'BTC/USDT', interval: '5m', limit: 1000 } });
    expect(all.openTimeMs[0]).toBe(FROM_MS);
    expect(all.openTimeMs.length).toBeGreaterThan(600);
    expect(all.gaps).toEqual([]);
  });

  it('tells the clock, the forming candle and the tickers', async () => {
    await until('all kinds were heard', () =>
      ['clock.updated', 'candle.updated', 'ticker.updated', 'candle.closed'].every((type) =>
        heard.some((message) => message.type === type),
      ),
    );
    const clock = await until('the venue said what it is', async () => {
      const now = await call(getMarketClock, {});
      return now.mode === 'replay' && now;
    });
    expect(clock).toMatchObject({ feed: 'live', finished: false, venue: 'paper' });
  });

  it('M11: after cuts and lost messages every candle still equals the record, so no trade is missing', async () => {
    const before = closed('5m').length;
    exchange.faults.add({ kind: 'socket-cut', match: '', count: 2, probability: 0.2, delayMs: 0, executed: false });
    exchange.faults.add({ kind: 'drop-message', match: '', count: 40, probability: 0.3, delayMs: 0, executed: false });
    await until('candles close again', () => closed('5m').length >= before + 60, 25_000);
    const recorded = new Map<number, unknown>();
    for await (const row of readCandleFile(sharedPath(FILE)))
      if ('candle' in row) recorded.set(row.candle.openTimeMs, row.candle);
    const heardCandles = closed('5m').map(plain);
    expect(heardCandles).toEqual(heardCandles.map(({ openTimeMs }) => recorded.get(openTimeMs)));
    const times = heardCandles.map(({ openTimeMs }) => openTimeMs);
    expect(times.slice(1).every((time, k) => time === times[k]! + 300_000)).toBe(true);
  });

  it('starts again where it stopped: what closed meanwhile is fetched, announced and whole', async () => {
    const stoppedAtMs = (await call(getCandles, { query: { symbol: 'BTC/USDT', interval: '5m', limit: 1 } }))
      .openTimeMs[0]!;
    socket.terminate();
    await service.stop();
    service = await start();
    call = createClient({ name: 'data-service', baseUrl: service.url, sign: async () => '' });
    const later = await until(
      'the market went on',
      async () => {
        const read = await call(getCandles, { query: { symbol: 'BTC/USDT', interval: '5m', limit: 5000 } });
        return read.openTimeMs.at(-1)! > stoppedAtMs + 40 * 300_000 && read;
      },
      20_000,
    );
    expect(later.gaps).toEqual([]);
    expect(later.openTimeMs[0]).toBe(FROM_MS);
    const announced = (await service.db.query(
      `SELECT (payload->>'openTimeMs')::float8 AS ms FROM trading.market_events
        WHERE name = 'candle.closed' AND payload->>'interval' = '5m' AND (payload->>'openTimeMs')::float8 BETWEEN $1 AND $2 ORDER BY 1`,
      [stoppedAtMs, later.openTimeMs.at(-1)],
    )) as Array<{ ms: number }>;
    expect(announced.map(({ ms }) => ms)).toEqual(later.openTimeMs.filter((ms) => ms >= stoppedAtMs));
  });
});
