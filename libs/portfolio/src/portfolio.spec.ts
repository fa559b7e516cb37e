import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Fill } from '@orbiquant/contracts';
import { Decimal, sumDecimals } from '@orbiquant/kernel';
import { applyFill, baseChange, flatPosition, quoteChange } from './apply-fill.ts';

const d = (value: string | number): Decimal => new Decimal(value);
type Trade = { side: 'buy' | 'sell'; quantity: string; price: string; fee?: string; feeAsset?: string };
const trade = ({ side, quantity, price, fee = '0', feeAsset = 'USDT' }: Trade): Fill => ({
  fillId: 'f',
  agentId: 'orion',
  orderId: 'o',
  decisionId: 'd',
  venueTradeId: '1',
  venueOrderId: '1',
  symbol: 'BTC/USDT',
  side,
  price: d(price),
  quantity: d(quantity),
  fee: d(fee),
  feeAsset,
  filledAtMs: 1,
});
const buy = (quantity: string, price: string): Fill => trade({ side: 'buy', quantity, price });
const flat = flatPosition('orion', 'BTC/USDT');

describe('a position', () => {
  it('realises profit only on the part that closes', () => {
    const bought = applyFill(flat, buy('2', '100'));
    const trimmed = applyFill(bought, trade({ side: 'sell', quantity: '0.5', price: '140', fee: '1' }));
    expect(trimmed).toMatchObject({ quantity: d('1.5'), averagePrice: d(100), realisedPnl: d(19), feesPaid: d(1) });
  });
  it('nets a fee that was taken in the base asset', () => {
    const bought = applyFill(flat, trade({ side: 'buy', quantity: '1', price: '100', fee: '0.001', feeAsset: 'BTC' }));
    expect(bought.quantity.toFixed()).toBe('0.999');
    expect(bought.averagePrice.times(bought.quantity).toDecimalPlaces(10).toFixed()).toBe('100');
    expect(bought.feesPaid.toFixed()).toBe('0.1');
  });
  it('P1: a fill through zero closes what was held and opens the other way with the rest', () => {
    const turned = applyFill(applyFill(flat, buy('1', '100')), trade({ side: 'sell', quantity: '3', price: '110' }));
    expect(turned).toMatchObject({ quantity: d(-2), averagePrice: d(110), realisedPnl: d(10) });
    expect(applyFill(turned, buy('2', '100')).realisedPnl.toFixed()).toBe('30');
  });

  it('a fee above the proceeds is a loss of the short, not a gain', () => {
    const sold = applyFill(flat, trade({ side: 'sell', quantity: '0.001', price: '0.01', fee: '0.0001' }));
    expect(sold.averagePrice.toFixed()).toBe('-0.09');
    const back = applyFill(sold, buy('0.001', '0.01'));
    expect(back.realisedPnl.toFixed()).toBe('-0.0001');
  });
  it('a fee that takes all that was bought is a loss of what it cost', () => {
    const gone = applyFill(flat, trade({ side: 'buy', quantity: '1', price: '100', fee: '1', feeAsset: 'BTC' }));
    expect(gone).toMatchObject({ quantity: d(0), averagePrice: d(0), realisedPnl: d(-100) });
  });

  const step = fc.record({
    side: fc.constantFrom<'buy' | 'sell'>('buy', 'sell'),
    quantity: fc.integer({ min: 1, max: 1_000_000 }).map((n) => d(n).div(1000).toFixed()),
    price: fc.integer({ min: 1, max: 10_000_000 }).map((n) => d(n).div(100).toFixed()),
    fee: fc.integer({ min: 0, max: 10 }).map((n) => d(n).div(10_000).toFixed()),
    feeAsset: fc.constantFrom('BTC', 'USDT', 'BNB'),
  });
  const fills = fc.array(step.map(trade), { maxLength: 30 });

  it('is the sum of its fills, and conserves money: realised + unrealised = cash in hand + holdings', () => {
    fc.assert(
      fc.property(fills, fc.integer({ min: 1, max: 90_000 }), (steps, mark) => {
        const end = steps.reduce(applyFill, flat);
        const cash = sumDecimals(steps.map(quoteChange));
        expect(end.quantity.toFixed()).toBe(sumDecimals(steps.map(baseChange)).toFixed());
        const unrealised = end.quantity.times(d(mark).minus(end.averagePrice));
        const gap = end.realisedPnl.plus(unrealised).minus(cash).minus(end.quantity.times(mark));
        expect(gap.abs().lessThan('1e-9')).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });
});
