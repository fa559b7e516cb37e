import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { exampleRules } from '@orbiquant/strategy';
import { checkedRules } from './faults-of.ts';
import { firstRules } from './first-rules.ts';
import {
  beginCondition,
  beginDistance,
  beginSeries,
  CONDITION_FORMS,
  DISTANCE_FORMS,
  freeName,
  SERIES_FORMS,
} from './forms.ts';
import type { Json, JsonRecord } from './json.ts';
import { valueAt, withValue } from './json-path.ts';
import { renamed } from './rename.ts';
import { slug } from './slug.ts';

const start = firstRules('mine');
const faultsOf = (draft: JsonRecord) => {
  const checked = checkedRules(draft);
  return checked.ok ? [] : checked.faults.map(({ path, code }) => `${path} ${code}`);
};
const plain = (value: unknown): JsonRecord => JSON.parse(JSON.stringify(value)) as JsonRecord;

describe('a path into rules', () => {
  it('reads, sets and takes away, and leaves the rest as it was', () => {
    expect(valueAt(start, 'series[1].parameters.period')).toBe(50);
    expect(valueAt(start, 'entries.long.all[3].left')).toBeUndefined();
    const longer = withValue(start, 'series[1].parameters.period', 80);
    expect(valueAt(longer, 'series[1].parameters.period')).toBe(80);
    expect(valueAt(start, 'series[1].parameters.period')).toBe(50);
    expect(valueAt(withValue(start, 'series[0]', undefined), 'series[0].name')).toBe('slow');
    expect(Object.keys(withValue(start, 'exits', undefined))).not.toContain('exits');
    expect(valueAt(withValue(start, 'exits.short.stop.percent', 3), 'exits.short.stop.percent')).toBe(3);
  });

  it('what was set is what is read, wherever', () => {
    const paths = fc.constantFrom(
      'name',
      'series[0].name',
      'entries.long.all[0].left',
      'exits.short.target',
      'a.b[0].c',
    );
    fc.assert(
      fc.property(paths, fc.jsonValue(), (path, value) => {
        expect(valueAt(withValue(start, path, value as Json), path)).toEqual(value);
      }),
    );
  });
});

describe('rules to begin with', () => {
  it('are sound, and so is every kind of condition, series and distance that can be chosen', () => {
    const names = ['fast', 'slow'];
    const condition = beginCondition('compare', undefined, names);
    expect(faultsOf(start)).toEqual([]);
    for (const form of CONDITION_FORMS)
      expect([form, faultsOf(withValue(start, 'entries.long', beginCondition(form, condition, names)))]).toEqual([
        form,
        [],
      ]);
    for (const form of SERIES_FORMS)
      expect([form, faultsOf(withValue(start, 'series[2]', beginSeries(form, 'third')))]).toEqual([form, []]);
    for (const form of DISTANCE_FORMS)
      expect([form, faultsOf(withValue(start, 'exits.long.target', beginDistance(form, names)))]).toEqual([form, []]);
  });

  it('from all to any the conditions stay', () => {
    const all = { all: [{ price: 1 }, { price: 2 }] };
    expect(beginCondition('any', all, [])).toEqual({ any: all.all });
    expect(beginCondition('all', { not: 1 }, [])).toEqual({ all: [{ not: 1 }] });
  });
});

describe('another name', () => {
  it('goes to everything that reads the series or the parameter', () => {
    for (const rules of exampleRules.map(plain)) {
      (rules['series'] as JsonRecord[]).forEach((_one, at) =>
        expect(faultsOf(renamed(rules, `series[${at}]`, 'quite-new'))).toEqual([]),
      );
      ((rules['parameters'] ?? []) as JsonRecord[]).forEach((_one, at) =>
        expect(faultsOf(renamed(rules, `parameters[${at}]`, 'quite-new'))).toEqual([]),
      );
    }
  });

  it('that is taken makes no two lines one', () => {
    const clash = renamed(start, 'series[0]', 'slow');
    expect(faultsOf(clash)).toEqual(['series[1].name duplicate-name']);
    expect(faultsOf(renamed(clash, 'series[0]', 'quick'))).not.toEqual([]);
    expect(valueAt(clash, 'entries.long.all[0].left')).toEqual({ series: 'fast' });
  });

  it('is free when it is made up, and of words with dashes when it is typed', () => {
    expect(freeName('line', ['Line1', 'line2'])).toBe('line3');
    expect([slug('  Mi Cruce Nº 1 '), slug('3 días'), slug('çé--')]).toEqual(['mi-cruce-no-1', 'dias', 'ce']);
  });
});

describe('what is wrong with rules', () => {
  it('is told under the path of its field, whatever shape they have', () => {
    expect(faultsOf({})).toEqual(expect.arrayContaining(['name missing', 'entries missing']));
    expect(faultsOf(withValue(start, 'series[0].parameters.period', null))).toEqual([
      'series[0].parameters.period unknown-form',
    ]);
    fc.assert(fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (draft) => void faultsOf(plain(draft))));
  });
});
