import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { stripeAmount, stripeDecimals } from './stripe-amount.ts';

describe('amounts for Stripe', () => {
  it('W22 go through exactly, whatever the currency', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 99_999_999n }), (minor) => {
        expect(stripeAmount(minor, 'USD')).toEqual({ amount: Number(minor), currency: 'usd' });
        expect(BigInt(stripeAmount(minor, 'JPY').amount)).toBe(minor);
      }),
    );
  });
  it('W22 are counted by a table: yen has no decimals, the Kuwaiti dinar three of which Stripe keeps two', () => {
    // https://docs.stripe.com/currencies#zero-decimal and #three-decimal
    expect(['USD', 'JPY', 'KRW', 'KWD', 'TND', 'ISK'].map(stripeDecimals)).toEqual([2, 0, 0, 3, 3, 2]);
    expect(stripeAmount(1_230n, 'KWD').amount).toBe(1_230);
    expect(() => stripeAmount(1_234n, 'KWD')).toThrow(/multiple of 10/);
  });
  it.each([
    [0n, 'USD', 'not-positive'],
    [-1n, 'USD', 'not-positive'],
    [100_000_000n, 'USD', 'too-large'],
    [10n ** 15n, 'JPY', 'too-large'],
    [50n, 'ISK', 'not-a-step'],
    [1n, 'USDT', 'unknown-currency'],
    [1n, '__proto__', 'unknown-currency'],
  ])('W22 refuse %s %s by name', (minor, currency, code) => {
    expect(() => stripeAmount(minor, currency)).toThrow(
      expect.objectContaining({ options: { errors: [expect.objectContaining({ code })] } }),
    );
  });
});
