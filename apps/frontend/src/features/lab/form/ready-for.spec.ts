import { expect, it } from '@jest/globals';
import { strategies } from '../testing/runs.ts';
import { firstForm } from './first-form.ts';
import { orderOf } from './order-of.ts';
import { readyFor } from './ready-for.ts';
import type { RunForm } from './run-form.ts';

const known = { strategies, symbols: ['BTC/USDT'], language: 'en' };
const days = (count: number): RunForm => ({
  ...firstForm(known),
  from: '2024-01-01T00:00',
  to: new Date(Date.UTC(2024, 0, 1 + count)).toISOString().slice(0, 16),
});

it.each(['optimise', 'walk-forward'] as const)('a form that is turned to %s can be sent as it stands', (kind) => {
  for (const count of [12, 76, 400]) expect(orderOf(readyFor({ ...days(count), kind }, known), known).ok).toBe(true);
});
it('windows that fit, and ranges that somebody chose, stay as they are', () => {
  const typed = readyFor({ ...days(400), kind: 'walk-forward' }, known);
  expect([typed.trainDays, typed.testDays]).toEqual(['90', '30']);
  const [name = ''] = Object.keys(typed.ranges);
  const chosen = { ...typed, ranges: { [name]: { on: true, from: '3', to: '9', step: '1' } } };
  expect(readyFor(chosen, known).ranges).toEqual(chosen.ranges);
});
