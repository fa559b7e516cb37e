import fc from 'fast-check';
import { describe, expect, it } from '@jest/globals';
import { Decimal } from '@orbiquant/kernel';
import { formatMoney } from '../format/numbers.ts';
import { parseAmount } from './parse-amount.ts';

describe('parseAmount', () => {
  it.each([
    ['1.234,56', 'es', 123_456n],
    ['1234,56', 'es', 123_456n],
    ['1234.56', 'es', 123_456n],
    ['1.234', 'es', 123_400n],
    ['1 250', 'es', 125_000n],
    ['0,10', 'es', 10n],
    ['1,234.56', 'en', 123_456n],
    ['1.234', 'en', null],
    ['12,5', 'en', 1_250n],
    ['1,234', 'en', 123_400n],
  ])('reads %s in %s', (text, language, minor) => {
    const parsed = parseAmount(text, language, 2);
    expect(parsed).toEqual(minor === null ? { ok: false, fault: 'too-fine' } : { ok: true, minor });
  });

  it.each([
    ['', 'empty'],
    ['  ', 'empty'],
    ['abc', 'not-a-number'],
    ['1e5', 'not-a-number'],
    ['1,2,3', 'not-a-number'],
    ['12.34.56', 'not-a-number'],
    ['1,234', 'too-fine'],
    ['0', 'not-positive'],
    ['-5', 'not-positive'],
  ])('refuses %j as %s', (text, fault) => {
    expect(parseAmount(text, 'es', 2)).toEqual({ ok: false, fault });
  });

  it('reads back every amount that it shows, in both languages, without losing a minor unit', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 1n, max: 10n ** 24n }),
        fc.constantFrom('es', 'en'),
        fc.integer({ min: 2, max: 8 }),
        (minor, language, exponent) => {
          const shown = formatMoney({ currency: '', exponent, minor }, language, { exact: true });
          expect(parseAmount(shown, language, exponent)).toEqual({ ok: true, minor });
        },
      ),
    );
  });

  it('never passes through a float', () => {
    expect(parseAmount('9007199254740993,01', 'es', 2)).toEqual({ ok: true, minor: 900_719_925_474_099_301n });
    expect(new Decimal('0.1').plus('0.2').toFixed()).toBe('0.3');
  });
});
