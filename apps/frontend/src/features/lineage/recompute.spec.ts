import fc from 'fast-check';
import { describe, expect, it } from '@jest/globals';
import type { Holding, StrikeDetail } from '@orbiquant/contracts';
import { Decimal } from '@orbiquant/kernel';
import { holdingValue, strikeValue, toMinor } from './recompute.ts';

const usdt = (minor: bigint) => ({ currency: 'USDT', exponent: 6, minor });

describe('recomputing a balance', () => {
  it('multiplies units by the value of one and rounds down', () => {
    const holding = {
      units: new Decimal('1265.042024964454'),
      navPerUnit: new Decimal('0.98850470998'),
      value: usdt(0n),
    };
    expect(holdingValue(holding as Holding).minor).toBe(1_250_499_999n);
  });

  it('adds cash and positions and takes the fees off', () => {
    const detail = {
      strike: { nav: usdt(0n) },
      poolCash: new Decimal('1250.5'),
      venueCash: new Decimal('49406.25458911'),
      accruedFees: new Decimal('0.5'),
      positions: [{ value: new Decimal('49444.216409754') }, { value: new Decimal('0.13611177') }],
    };
    expect(strikeValue(detail as StrikeDetail).minor).toBe(100_100_607_110n);
  });

  it('is never more than the exact value, and less by under one minor unit', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 30n }), fc.integer({ min: 0, max: 18 }), (digits, places) => {
        const value = new Decimal(digits.toString()).div(Decimal.pow(10, places));
        const rest = value.times(1_000_000).minus(toMinor(value, 6).toString());
        expect(rest.gte(0) && rest.lt(1)).toBe(true);
      }),
    );
  });
});
