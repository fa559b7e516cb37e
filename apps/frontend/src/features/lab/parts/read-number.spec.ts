import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readNumber, writeNumber } from './read-number.ts';

describe('a typed number', () => {
  it.each([
    ['1.234,5', 'es', 1234.5],
    ['1,234.5', 'en', 1234.5],
    ['0,001', 'es', 0.001],
    ['0.001', 'es', 0.001],
    ['10.000', 'es', 10_000],
    ['10.000', 'en', 10],
    ['−3', 'es', -3],
    [' 7 ', 'en', 7],
  ])('%s in %s is %d', (text, language, value) => {
    expect(readNumber(text, language)).toBe(value);
  });

  it.each(['', 'x', '1,2,3', '1e5', '--1', '1 2'])('%p is none', (text) => {
    expect(readNumber(text, 'es')).toBeNull();
  });

  it('is read back as it was written', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -1_000_000, max: 1_000_000 }),
        fc.constantFrom('es', 'en'),
        (thousandths, language) => {
          const value = thousandths / 1_000;
          expect(readNumber(writeNumber(value, language), language)).toBe(value === 0 ? 0 : value);
        },
      ),
    );
  });
});
