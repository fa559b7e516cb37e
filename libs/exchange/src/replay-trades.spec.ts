import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { describeWithShared, sharedPath } from '@orbiquant/testing';
import { klinesOf } from './kline.ts';
import { marketTrades, replayMarket } from './market.ts';
import { replayTrades } from './replay-trades.ts';

const MINUTE = 60_000;
const START = Date.UTC(2025, 0, 1);
const name = 'BTCUSDT-trades-2025-01-01.csv';
/** id, price, qty, quote_qty, time, is_buyer_maker, is_best_match: the columns of Binance's public trades. */
type Row = [id: number, price: string, quantity: string, timeMs: number, maker?: string];
const line = (...[id, price, quantity, timeMs, maker = 'True']: Row): string =>
  `${id},${price},${quantity},0,${timeMs},${maker},True`;
const TEXT = [
  line(900, '93576.00', '0.00100', START + 5),
  line(901, '93580.10', '0.50000', START + 30_000, 'False'),
  line(902, '93570.00', '0.02000', START + 59_999),
  line(903, '93571.55', '0.00001', START + 3 * MINUTE, 'False'),
].join('\n');

describe('recorded trades as a market', () => {
  const series = replayTrades({ name, text: TEXT });
  const market = replayMarket([series], 0);

  it('plays each trade as it was: price, quantity, time and aggressor, ids from 1', () => {
    const trades = marketTrades(market, 0, market.endMs!).map(({ trade }) => trade);
    expect(trades).toEqual([
      { id: 1, timeMs: START + 5, price: 9_357_600, quantity: 100, isBuyerMaker: true },
      { id: 2, timeMs: START + 30_000, price: 9_358_010, quantity: 50_000, isBuyerMaker: false },
      { id: 3, timeMs: START + 59_999, price: 9_357_000, quantity: 2_000, isBuyerMaker: true },
      { id: 4, timeMs: START + 3 * MINUTE, price: 9_357_155, quantity: 1, isBuyerMaker: false },
    ]);
  });

  it('folds them into candles with their exact volume, and shows nothing that has not happened yet', () => {
    const tape = market.tapes.get('BTCUSDT')!;
    const range = { interval: '1m', fromMs: 0, toMs: market.endMs!, limit: 10 } as const;
    const [first, second] = klinesOf(tape, { ...range, asOfMs: market.endMs! });
    const prices = { open: 9_357_600, high: 9_358_010, low: 9_357_000, close: 9_357_000 };
    expect(first).toMatchObject({ ...prices, volume: 52_100, trades: 3, firstId: 1, lastId: 3 });
    expect(second).toMatchObject({ openTimeMs: START + 3 * MINUTE, volume: 1, trades: 1, firstId: 4 });
    expect(klinesOf(tape, { ...range, asOfMs: START + 30_000 })).toMatchObject([{ trades: 2, close: 9_358_010 }]);
    expect(tape.lastIdAt(START + 2 * MINUTE)).toBe(3);
    expect(tape.tradesFrom(2, 2, market.endMs!).map(({ id }) => id)).toEqual([2, 3]);
  });

  it('reads a header and microseconds, and aggregated trades by their own columns', () => {
    const head = 'id,price,qty,quote_qty,time,is_buyer_maker,is_best_match';
    const micro = TEXT.replaceAll(/,(17\d{11}),/g, ',$1000,');
    expect(replayTrades({ name, text: `${head}\n${micro}` }).at(0)).toEqual(series.at(0));
    const aggregated = replayTrades({
      name: 'BTCUSDT-aggTrades-2025-01-01.csv',
      text: `7,93576.00,0.00100,900,900,${START + 5},True,True`,
    });
    expect(aggregated.recordedTrades?.(0)).toMatchObject([{ price: 9_357_600, quantity: 100, isBuyerMaker: true }]);
  });

  it.each([
    ['a price that is none', line(1, 'abc', '1', START), /line 1: not a trade/],
    ['no quantity', line(1, '1.5', '0', START), /line 1: not a trade/],
    ['an aggressor that is none', line(1, '1.5', '1', START, 'maybe'), /line 1: not a trade/],
    ['time going back', `${line(1, '1.5', '1', START)}\n${line(2, '1.5', '1', START - 1)}`, /line 2: earlier than/],
    ['too few columns', '1,2,3', /a trade has 7 columns/],
    ['nothing', '', /no trade in it/],
  ])('refuses %s, naming the file and the line', (_what, text, message) => {
    expect(() => replayTrades({ name, text })).toThrow(message);
    expect(() => replayTrades({ name, text })).toThrow(new RegExp(name));
  });
});

const RECORD = 'data/freqtrade/XRP_ETH-trades.json.gz';

describeWithShared('two real days of XRP/ETH trades', RECORD, () => {
  it('keeps every one of 12,477 trades to the last digit', () => {
    type Recorded = [timeMs: number, id: string, type: null, side: 'buy' | 'sell', price: number, quantity: number];
    const rows = JSON.parse(gunzipSync(readFileSync(sharedPath(RECORD))).toString('utf8')) as Recorded[];
    const text = rows
      .map(([timeMs, id, , side, price, quantity]) =>
        line(Number(id), price.toFixed(8), String(quantity), timeMs, side === 'sell' ? 'True' : 'False'),
      )
      .join('\n');
    const market = replayMarket([replayTrades({ name: 'XRPETH-trades-2019-10-11.csv', text })], 0);
    const played = marketTrades(market, 0, market.endMs!).map(({ trade }) => trade);
    expect(played).toHaveLength(12_477);
    const wrong = played.filter(({ timeMs, price, quantity, isBuyerMaker }, k) => {
      const [atMs, , , side, exact, size] = rows[k]!;
      return (
        timeMs !== atMs || price !== Math.round(exact * 1e8) || quantity !== size || isBuyerMaker !== (side === 'sell')
      );
    });
    expect(wrong).toEqual([]);
  });
});
