import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { coveredRows, reliabilityPage } from './reliability.ts';

const span = (area: string, from: number, to: number): string[] =>
  Array.from({ length: to - from + 1 }, (_unused, at) => `${area}${from + at}`);
/** The rows that the platform's first slice promises. */
const PROMISED = [
  ...span('M', 1, 8),
  'M11',
  'M16',
  'D5',
  'D7',
  ...span('X', 1, 5),
  'X9',
  'X11',
  'X13',
  'X17',
  'X22',
  ...span('P', 1, 6),
  ...span('N', 1, 19),
  ...span('W', 1, 24),
  'I1',
  'I4',
  'I5',
  ...span('I', 7, 9),
  'I15',
  'I16',
  ...span('H', 1, 6),
  'H11',
  'A3',
  'A16',
  'A17',
  'L1',
  ...span('L', 8, 10),
];

describe('the failure catalogue', () => {
  it('has a test for every row that is promised', () => {
    const covered = new Set(coveredRows().map(({ id }) => id));
    expect(PROMISED.filter((id) => !covered.has(id))).toEqual([]);
  });
  it('is mapped to its tests by the page that is committed', () => {
    expect(readFileSync('docs/reliability.md', 'utf8')).toBe(reliabilityPage());
  });
});
