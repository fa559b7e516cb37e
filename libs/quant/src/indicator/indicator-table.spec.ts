import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { indicatorTable } from './indicator-table.ts';

it('the documentation holds the table of the registry as it stands', () => {
  const page = readFileSync(new URL('../../../../docs/indicators.md', import.meta.url), 'utf8');
  // Prettier pads cells; the words must be the same.
  const words = (text: string): string[] =>
    text
      .split('\n')
      .flatMap((line) => (line.startsWith('|') ? [line.replace(/\s*\|\s*/g, '|').replace(/-{3,}/g, '---')] : []));
  expect(words(page)).toEqual(words(indicatorTable()));
});
