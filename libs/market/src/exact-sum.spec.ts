import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Decimal } from '@orbiquant/kernel';
import { addExact, exactSum } from './exact-sum.ts';

it('adds what is written, not what is stored', () => {
  expect(0.1 + 0.2).not.toBe(0.3);
  expect(addExact(0.1, 0.2)).toBe(0.3);
  expect(addExact(1e12, 0.01)).toBe(1000000000000.01);
});

it('is the decimal sum of any volumes with up to eight places', () => {
  const volumes = fc.array(
    fc.tuple(fc.integer({ min: 0, max: 1e9 }), fc.integer({ min: 0, max: 8 })).map(([n, places]) => n / 10 ** places),
    { maxLength: 60 },
  );
  fc.assert(
    fc.property(volumes, (values) => {
      const exact = values.reduce((sum, value) => sum.plus(String(value)), new Decimal(0));
      expect(exactSum(values)).toBe(Number(exact.toFixed()));
    }),
  );
});
