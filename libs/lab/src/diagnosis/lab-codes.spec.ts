import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { LAB_CODES } from './lab-codes.ts';

describe('the codes of the lab', () => {
  it.each(Object.entries(LAB_CODES))('%s: each once, in kebab or camel case', (_kind, codes) => {
    expect(new Set(codes).size).toBe(codes.length);
    expect(codes.every((code) => /^[a-zA-Z0-9]+(-[a-z0-9]+)*$/.test(code))).toBe(true);
  });

  it('list every warning that the engine writes', () => {
    const source = readFileSync(new URL('../engine/warnings.ts', import.meta.url), 'utf8');
    const written = [...source.matchAll(/code: '([a-z-]+)'|when\('([a-z-]+)'/g)].map(
      ([, plain, counted]) => plain ?? counted,
    );
    expect(new Set(written)).toEqual(new Set(LAB_CODES.warning));
  });
});
