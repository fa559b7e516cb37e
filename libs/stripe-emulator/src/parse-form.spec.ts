import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseForm } from './parse-form.ts';

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

describe('a form', () => {
  it('nests by brackets', () => {
    expect(
      plain(
        parseForm(
          'a=1&line_items[0][price_data][currency]=usd&line_items[1][price]=p&expand[]=x&expand[]=y&m[a%20b]=c%26d',
        ),
      ),
    ).toEqual({
      a: '1',
      line_items: { 0: { price_data: { currency: 'usd' } }, 1: { price: 'p' } },
      expand: { 0: 'x', 1: 'y' },
      m: { 'a b': 'c&d' },
    });
  });
  it('refuses a field that is both a value and a group, and depth without end', () => {
    expect(() => parseForm('a=1&a[b]=2')).toThrow(/both/);
    expect(() => parseForm('a[b]=2&a=1')).toThrow(/both/);
    expect(() => parseForm(`a${'[b]'.repeat(20)}=1`)).toThrow(/deep/);
    expect(() => parseForm('a[b=1')).toThrow(/field name/);
    expect(() => parseForm(Array.from({ length: 1_001 }, (_, k) => `f${k}=1`).join('&'))).toThrow(/many/);
  });
  it('touches no prototype', () => {
    parseForm('__proto__[polluted]=1&constructor[prototype][polluted]=1');
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
  it('brings flat fields back as they were', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.stringMatching(/^[a-z_]{1,8}$/), fc.string()), (fields) => {
        expect(plain(parseForm(new URLSearchParams(fields).toString()))).toEqual(plain(fields));
      }),
    );
  });
});
