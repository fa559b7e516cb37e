import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decimal, Decimal } from '@orbiquant/kernel';
import { balanceDifferences, balancesAfter, equityOf } from './account-balances.ts';

type Sides = 'buy' | 'sell';
const trade = (...[side, quantity, price, fee, feeAsset]: [Sides, string, string, string, string]) => ({
  symbol: 'BTC/USDT',
  side,
  quantity: decimal(quantity),
  price: decimal(price),
  fee: decimal(fee),
  feeAsset,
});

describe('balances from fills', () => {
  it('a buyer pays quote, gets base, and pays the fee in the asset it is taken in', () => {
    const after = balancesAfter({ USDT: decimal('1000') }, [
      trade('buy', '0.5', '100', '0.0005', 'BTC'),
      trade('sell', '0.2', '110', '0.022', 'USDT'),
      trade('sell', '0.1', '110', '0.001', 'BNB'),
    ]);
    expect(Object.fromEntries(Object.entries(after).map(([asset, quantity]) => [asset, quantity.toFixed()]))).toEqual({
      USDT: '982.978',
      BTC: '0.1995',
      BNB: '-0.001',
    });
  });

  it('do not depend on the order of the fills', () => {
    const some = fc.array(
      fc.record({
        side: fc.constantFrom('buy' as const, 'sell' as const),
        quantity: fc.integer({ min: 1, max: 10 ** 6 }),
        price: fc.integer({ min: 1, max: 10 ** 6 }),
        fee: fc.integer({ min: 0, max: 10 ** 3 }),
      }),
      { maxLength: 20 },
    );
    fc.assert(
      fc.property(some, (raw) => {
        const fills = raw.map(({ side, quantity, price, fee }) => ({
          symbol: 'BTC/USDT',
          side,
          quantity: new Decimal(quantity).div(1e5),
          price: new Decimal(price).div(100),
          fee: new Decimal(fee).div(1e6),
          feeAsset: 'BTC',
        }));
        expect(balanceDifferences(balancesAfter({}, fills), balancesAfter({}, [...fills].reverse()))).toEqual([]);
      }),
      { seed: 11 },
    );
  });

  it('a difference of the last digit is a difference, and zero is the same as absent', () => {
    expect(balanceDifferences({ BTC: decimal('0.1'), ETH: decimal('0') }, { BTC: decimal('0.10000001') })).toEqual([
      { asset: 'BTC', ours: decimal('0.1'), venues: decimal('0.10000001') },
    ]);
  });

  it('N6: a holding without a mark has no value, rather than a value of zero', () => {
    const held = { USDT: decimal('10'), BTC: decimal('2') };
    expect(equityOf(held, 'USDT', { 'BTC/USDT': decimal('100') })?.toFixed()).toBe('210');
    expect(equityOf(held, 'USDT', {})).toBeNull();
  });
});
