import { readdirSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { describeWithShared, sharedPath } from '@orbiquant/testing';
import { compareLean, compareStockIndicators, compareTulip } from './compare-suites.ts';
import type { NamedComparison } from './compare-suites.ts';
import { goldenDifferences, goldenWithout } from './golden-differences.ts';
import { leanCases } from './golden-lean.ts';
import { stockIndicatorsCases } from './golden-stock-indicators.ts';
import { tulipCases } from './golden-tulip.ts';
import { readTulip } from './read-golden.ts';

const known = new Map(goldenDifferences.flatMap(({ from }) => Object.entries(from)));
const met = new Set<string>();

/** Agreement from bar 0, unless the table of differences says from where. */
function expectAsKnown({ id, agreesFrom }: NamedComparison): void {
  met.add(id);
  expect({ id, agreesFrom }).toEqual({ id, agreesFrom: known.get(id) ?? 0 });
}

const listed = (suite: keyof typeof goldenWithout): string[] =>
  Object.keys(goldenWithout[suite]).flatMap((names) => names.split(' '));

const files = (folder: string, ending: RegExp): string[] =>
  readdirSync(sharedPath(folder)).flatMap((file) => (ending.test(file) ? [file.replace(ending, '')] : []));

describeWithShared('against Stock.Indicators, 1e-9 relative', 'golden/stock-indicators', () => {
  it.each(stockIndicatorsCases)('$file.$field is our $indicator', (entry) => {
    const result = compareStockIndicators(entry);
    expect(result.compared).toBeGreaterThan(entry.later === 2 ? 20 : 300);
    expectAsKnown(result);
  });
  it('compares or explains every result file', () => {
    const had = [...stockIndicatorsCases.map(({ file }) => file), ...listed('stock-indicators')];
    const there = files('golden/stock-indicators/results', /\.standard\.(json|csv)$/);
    expect(there.filter((file) => !had.includes(file))).toEqual([]);
    expect(had.filter((file) => !there.includes(file))).toEqual([]);
  });
});

describeWithShared('against Lean, as far as the digits of each file go', 'golden/lean', () => {
  it.each(leanCases)('$file $column is our $indicator', (entry) => {
    const result = compareLean(entry);
    expect(result.compared).toBeGreaterThan(10);
    expectAsKnown(result);
  });
  it('compares or explains every file', () => {
    const had = [...leanCases.map(({ file }) => file.replace(/\.(csv|txt)$/, '')), ...listed('lean')];
    const there = files('golden/lean', /\.(csv|txt)$/);
    expect(there.filter((file) => !had.includes(file))).toEqual([]);
    expect(had.filter((file) => !there.includes(file))).toEqual([]);
  });
});

describeWithShared('against Tulip Indicators, 1e-3 absolute', 'golden/tulip', () => {
  const vectors = readTulipIfThere();
  it.each(tulipCases)('$tulip is our $indicator', (entry) => {
    const results = vectors
      .filter(({ tulip }) => tulip === entry.tulip)
      .flatMap((vector) => compareTulip(entry, vector));
    expect(results.some(({ compared }) => compared > 0)).toBe(true);
    results.filter(({ compared }) => compared > 0).forEach(expectAsKnown);
  });
  it('compares or explains every indicator', () => {
    const had = [...tulipCases.map(({ tulip }) => tulip), ...listed('tulip')];
    const there = vectors.map(({ tulip }) => tulip);
    expect(there.filter((name) => !had.includes(name))).toEqual([]);
    expect(had.filter((name) => !there.includes(name))).toEqual([]);
  });
});

describeWithShared('the table of differences', 'golden/tulip', () => {
  it('lists no difference that was not met', () => {
    expect([...known.keys()].filter((id) => !met.has(id))).toEqual([]);
  });
});

describe('the tables of published values', () => {
  it('give every difference a reason', () => {
    for (const { reason } of goldenDifferences) expect(reason).toMatch(/^[A-Z].{20,}\.$/);
  });
});

function readTulipIfThere(): ReturnType<typeof readTulip> {
  try {
    return readTulip();
  } catch {
    return [];
  }
}
