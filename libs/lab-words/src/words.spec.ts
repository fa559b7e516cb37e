import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { LAB_OBJECTIVES } from '@orbiquant/contracts';
import { DEFAULT_ASSUMPTIONS, LAB_CODES, runBacktest } from '@orbiquant/lab';
import { indicators } from '@orbiquant/quant';
import { RULE_TAGS, strategies } from '@orbiquant/strategy';
import { figureText } from './figure-text.ts';
import { parameterText } from './parameter-text.ts';
import { sentences } from './sentences.ts';
import { hasWords, words, type WordKind } from './words.ts';

const kinds = Object.keys(sentences.en) as WordKind[];
const unspoken = (kind: WordKind, codes: readonly string[]): string[] => codes.filter((code) => !hasWords(kind, code));
const placeholders = (text: string): string[] => [...text.matchAll(/\{\{(\w+)/g)].map(([, name]) => name!).toSorted();

describe('the words of the lab', () => {
  it.each(Object.entries(LAB_CODES))('exist for every %s that the lab may give, in both languages', (kind, codes) => {
    expect(codes.length).toBeGreaterThan(2);
    expect(unspoken(kind as WordKind, codes)).toEqual([]);
  });

  it('exist for every aim of a search, and for why the rule language began or ended a trade', () => {
    expect(unspoken('objective', LAB_OBJECTIVES)).toEqual([]);
    expect(unspoken('tag', RULE_TAGS)).toEqual([]);
  });

  it('name every indicator that rules may use, what it is set by and what it gives', () => {
    const all = [...indicators.values()];
    expect(all.length).toBeGreaterThan(60);
    const parameters = all.flatMap((one) => Object.keys(one.parameters));
    expect(unspoken('indicator', [...indicators.keys()])).toEqual([]);
    expect(
      unspoken(
        'indicatorFamily',
        all.map(({ family }) => family),
      ),
    ).toEqual([]);
    expect(unspoken('indicatorParameter', parameters)).toEqual([]);
    expect(
      unspoken(
        'indicatorOutput',
        all.flatMap(({ outputs }) => outputs),
      ),
    ).toEqual([]);
  });

  it('exist for why a trade of a shipped strategy or an agent began or ended', () => {
    const said = (pattern: string, literal: RegExp): string[] => {
      const files = globSync(pattern).filter((file) => !/\.spec\.|testing\//.test(file));
      const found = files.flatMap((file) => [...readFileSync(file, 'utf8').matchAll(literal)]);
      return [...new Set(found.map(([, code]) => code!))];
    };
    const tags = ['libs/strategy/src/shipped/*.ts', 'libs/lab/src/engine/*.ts'].flatMap((pattern) =>
      said(pattern, /tag: '([a-z-]+)'/g),
    );
    expect(tags.length).toBeGreaterThan(15);
    expect(unspoken('tag', tags)).toEqual([]);
  });

  it('name and explain every strategy and its parameters', () => {
    const names = strategies.map(({ name }) => name);
    expect(unspoken('strategy', names)).toEqual([]);
    expect(unspoken('about', names)).toEqual([]);
    const parameters = strategies.flatMap(({ name, parameters: specs }) =>
      Object.keys(specs).map((one) => [name, one] as const),
    );
    expect(parameters.filter(([strategy, one]) => parameterText(strategy, one, 'es') === one)).toEqual([]);
  });

  it('name and explain every figure of a run', () => {
    const hour = 3_600_000;
    const column = (of: (at: number) => number): Float64Array =>
      Float64Array.from({ length: 60 }, (_unused, at) => of(at));
    const close = column((at) => 100 + 5 * Math.sin(at / 3));
    const bars = {
      openTimeMs: column((at) => at * hour),
      open: close,
      high: close,
      low: close,
      close,
      volume: column(() => 1e6),
    };
    const filters = { tickSize: 0.01, stepSize: 0.00001, quantityMin: 0, notionalMin: 0 };
    const { statistics, costs } = runBacktest({
      instruments: [{ symbol: 'BTC/USDT', interval: '1h', bars, market: 'spot', filters }],
      strategy: strategies.find(({ name }) => name === 'buy-and-hold')!,
      parameters: { share: 1 },
      assumptions: DEFAULT_ASSUMPTIONS,
      seed: 'words',
      codeVersion: 'test',
    });
    const codes = [...Object.keys(statistics), ...Object.keys(costs), 'shortfall', 'combinations', 'plateau'];
    expect(codes.length).toBeGreaterThan(30);
    expect([unspoken('figure', codes), unspoken('meaning', codes)]).toEqual([[], []]);
  });

  it('have the same codes and the same figures in both languages', () => {
    for (const kind of kinds) {
      const [es, en]: ReadonlyArray<Readonly<Record<string, string>>> = [sentences.es[kind], sentences.en[kind]];
      expect(Object.keys(es!).toSorted()).toEqual(Object.keys(en!).toSorted());
      const differing = Object.keys(es!).filter(
        (code) => String(placeholders(es![code]!)) !== String(placeholders(en![code]!)),
      );
      expect([kind, differing]).toEqual([kind, []]);
    }
  });

  it('write figures as each language does, money with its name and durations in days', () => {
    const params = { share: 0.421, without: -1234.5 };
    expect(words('finding', 'lucky-trade', { language: 'en', params, quote: 'USDT' })).toBe(
      'A single trade is 42.1% of the gain; without it the result would be −1,234.50 USDT.',
    );
    expect(words('finding', 'lucky-trade', { language: 'es', params, quote: 'USDT' })).toContain('−1.234,50 USDT');
    expect(figureText('drawdownMaxMs', 36 * 3_600_000, { language: 'es' })).toBe('1,5 días');
    expect(figureText('fees', 10, { language: 'en', quote: 'USDT' })).toBe('10.00 USDT');
    expect(figureText('sharpe', null, { language: 'en' })).toBe('—');
  });

  it('put codes inside a sentence into words too, and show a code that they do not know', () => {
    const params = { name: 'fast', gaining: 1, runs: 4, totalReturn: 0.1, worst: 0.02 };
    expect(words('stress', 'parameter', { language: 'es', params })).toContain('Media rápida (velas)');
    expect(
      words('finding', 'one-side', { language: 'en', params: { losing: 'short', gainLong: 1, gainShort: -1 } }),
    ).toContain('shorts');
    expect(words('finding', 'moon-phase', { language: 'es' })).toBe('moon-phase');
    expect(words('finding', 'constructor', { language: 'es' })).toBe('constructor');
  });

  it('leave no figure out without saying so', () => {
    expect(words('reason', 'gain', { language: 'en', params: {} })).toBe(
      'It has to earn money after costs: it gave —.',
    );
  });
});
