import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { lotUnits, tickUnits } from './instrument.ts';
import { orderRequest, testExchange } from './test-exchange.ts';
import { notionalOf, parseUnits, formatUnits } from './units.ts';

const decimalText = (whole: number, digits: number) =>
  fc.tuple(fc.nat(whole), fc.nat(10 ** digits - 1), fc.nat(digits)).map(([a, b, shown]) => {
    const fraction = b.toString().padStart(digits, '0').slice(0, shown);
    return fraction === '' ? `${a}` : `${a}.${fraction}`;
  });

describe('filters', () => {
  it('X22: an order is taken exactly when price, lot and value keep the rules, whatever digits were sent', () => {
    const exchange = testExchange();
    const instrument = exchange.state.books.get('BTCUSDT')!.instrument;
    fc.assert(
      fc.property(decimalText(600, 4), decimalText(50, 7), (price, quantity) => {
        const rich = exchange.customer(`rich-${exchange.state.nextAccountId}`, { USDT: '1000000000' });
        const request = orderRequest({ side: 'BUY', type: 'LIMIT', price, quantity });
        const [p, q] = [request.price, request.quantity];
        const isOnGrid = p > 0n && q > 0n && p % tickUnits(instrument) === 0n && q % lotUnits(instrument) === 0n;
        const isInBand = p <= 500_00000000n && p >= 20_00000000n;
        const isLegal = isOnGrid && isInBand && notionalOf(p, q) >= instrument.minNotional;
        expect(exchange.place(rich, { side: 'BUY', type: 'LIMIT', price, quantity }).ok).toBe(isLegal);
      }),
      { numRuns: 3_000 },
    );
  });

  it('X22: a seller can never sell more than they hold', () => {
    fc.assert(
      fc.property(decimalText(20, 5), decimalText(20, 5), (held, sold) => {
        const exchange = testExchange();
        const seller = exchange.customer('seller', { BTC: held });
        const outcome = exchange.place(seller, { side: 'SELL', type: 'LIMIT', price: '150', quantity: sold });
        if (outcome.ok) expect(parseUnits(sold)! <= parseUnits(held)!).toBe(true);
      }),
    );
  });

  it('reads and writes units without losing a digit, and refuses what is no plain decimal', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 20n }), (units) =>
        expect(parseUnits(formatUnits(units))).toBe(units),
      ),
    );
    for (const text of ['', '-1', '1e5', '.5', '5.', '0.000000001', 'NaN', '１']) expect(parseUnits(text)).toBeNull();
  });
});
