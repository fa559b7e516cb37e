import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { expect, it } from '@jest/globals';
import { conservationOf, klinesOf, tickUnits } from '@orbiquant/exchange';
import { describeWithShared, sharedPath } from '@orbiquant/testing';
import { loadMarket } from './load-market.ts';
import { priceText, volumeText } from './protocol/market-view.ts';
import { startPaperExchange } from './start-paper-exchange.ts';
import { TESTER, testingClient } from './testing-client.ts';

const SAMPLES = 'data/shared-samples';
const file = (name: string): string => sharedPath(`${SAMPLES}/${name}-2025Q1.csv.gz`);

describeWithShared('a replayed quarter', SAMPLES, () => {
  it.each(['BTCUSDT', 'ETHUSDT', 'SOLUSDT'])(
    "%s: hours made of its 5m candles are the exchange's own, to the last digit",
    (symbol) => {
      const market = loadMarket({ mode: 'replay', files: [file(`${symbol}-5m`)], warmupCandles: 0 });
      const tape = market.tapes.get(symbol)!;
      const asOfMs = market.endMs!;
      const hours = klinesOf(tape, { interval: '1h', fromMs: 0, toMs: asOfMs, limit: Infinity, asOfMs });
      const { instrument } = tape.series;
      const text = (kline: (typeof hours)[number]): string =>
        [
          kline.openTimeMs,
          ...[kline.open, kline.high, kline.low, kline.close].map((ticks) => shortest(priceText(instrument, ticks))),
          shortest(volumeText(instrument, kline.volume)),
        ].join(',');
      const recorded = gunzipSync(readFileSync(file(`${symbol}-1h`)))
        .toString('utf8')
        .trim()
        .split('\n')
        .slice(1);
      expect(hours).toHaveLength(recorded.length);
      expect(hours.map(text).filter((line, k) => line !== canonical(recorded[k]!))).toEqual([]);
    },
    60_000,
  );

  it('stays at its last price when it ends, still answers orders, and has lost nothing', async () => {
    const market = { mode: 'replay', files: [file('BTCUSDT-15m')], warmupCandles: 8_600 } as const;
    const accounts = [{ ...TESTER, balances: { USDT: '100000' } }];
    const exchange = await startPaperExchange({ market, accounts, isStepwise: true, adminToken: 'admin-token' });
    const client = testingClient(exchange.url);
    const before = (await client.admin('GET', '/market')) as {
      marketNowMs: number;
      startMs: number;
      finished: boolean;
    };
    expect(before).toMatchObject({ finished: false, marketNowMs: before.startMs });
    const after = await client.admin('POST', '/market/step', { candles: 1_000 });
    expect(after).toMatchObject({ finished: true, marketNowMs: exchange.venue.market.endMs });
    const book = exchange.venue.state.books.get('BTCUSDT')!;
    const tape = exchange.venue.market.tapes.get('BTCUSDT')!;
    expect(book.lastPrice).toBe(BigInt(tape.series.at(tape.series.length() - 1).close) * tickUnits(book.instrument));
    const order = { symbol: 'BTCUSDT', side: 'BUY', type: 'MARKET', quantity: '0.1' };
    expect((await client.signed('POST', '/api/v3/order', order)).body).toMatchObject({ status: 'FILLED' });
    expect(conservationOf(exchange.venue.state).every(({ deposited, held }) => deposited === held)).toBe(true);
    await exchange.stop();
  });
});

/** Without digits that say nothing. */
const shortest = (text: string): string => text.replace(/\.?0+$/, '');
const canonical = (line: string): string =>
  line
    .split(',')
    .map((field) => (field.includes('.') ? shortest(field) : field))
    .join(',');
