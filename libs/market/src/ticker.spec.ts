import { expect, it } from '@jest/globals';
import { columnsOf } from './columns.ts';
import { tickerOf } from './ticker.ts';

const first = { openTimeMs: 0, open: 100, high: 120, low: 90, close: 105, volume: 0.1 };
const second = { openTimeMs: 1, open: 105, high: 111, low: 99, close: 110, volume: 0.2 };

it('sums a day up: from the first open to the last close', () => {
  const ticker = tickerOf('BTC/USDT', [first, second], 7);
  expect(ticker).toMatchObject({
    last: 110,
    open24h: 100,
    high24h: 120,
    low24h: 90,
    baseVolume24h: 0.3,
    change24h: 0.1,
    atMs: 7,
  });
  expect(ticker.quoteVolume24h).toBeCloseTo((0.1 * 315) / 3 + (0.2 * 320) / 3, 10);
});

it('turns rows into columns of the same order', () => {
  expect(columnsOf([first, second])).toEqual({
    openTimeMs: [0, 1],
    open: [100, 105],
    high: [120, 111],
    low: [90, 99],
    close: [105, 110],
    volume: [0.1, 0.2],
  });
});
