import { expect, it } from '@jest/globals';
import { placeInSequence } from './trade-sequence.ts';

it('M11: tells the next trade from one seen and from one after a hole', () => {
  expect(placeInSequence(null, 5)).toBe('next');
  expect(placeInSequence(5, 6)).toBe('next');
  expect(placeInSequence(5, 5)).toBe('seen');
  expect(placeInSequence(5, 7)).toBe('after-gap');
});
