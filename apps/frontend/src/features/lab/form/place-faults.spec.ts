import { describe, expect, it } from '@jest/globals';
import { CallError } from '../../../shared/api/call-error.ts';
import { strategies } from '../testing/runs.ts';
import { firstForm } from './first-form.ts';
import { faultsOf, fieldOf, homeless } from './place-faults.ts';
import { shownFields } from './shown-fields.ts';
import { stillTrue } from './typed-for.ts';

const form = firstForm({ strategies, symbols: ['BTC/USDT'], language: 'es' });

describe('a fault of the API', () => {
  it.each([
    ['params.fast', 'parameters.fast'],
    ['body.parameters.fast', 'parameters.fast'],
    ['symbols.0', 'symbols'],
    ['search.ranges.hull.from', 'search.ranges.hull'],
    ['search', 'search.ranges'],
    ['windows', 'windows.trainBars'],
    ['assumptions.leverageMax', 'assumptions.allowShort'],
    ['toMs', 'toMs'],
  ])('at %s belongs to the field %s', (path, field) => {
    expect(fieldOf(path)).toBe(field);
  });

  it('that no field shows is shown at the end', () => {
    const error = new CallError({
      code: 'invalid-input',
      errors: [
        { path: 'params.average', code: 'out-of-range', message: 'between 2 and 400' },
        { path: 'rules.entries', code: 'contradiction', message: 'never true' },
      ],
    });
    const faults = faultsOf(error);
    expect(faults.map(({ field }) => field)).toEqual(['parameters.average', 'rules.entries']);
    expect(homeless(faults, shownFields(form)).map(({ field }) => field)).toEqual(['rules.entries']);
    expect(faultsOf(new Error('cut'))).toEqual([]);
  });

  it('goes away with what was typed for it, and only then', () => {
    const faults = [
      { field: 'parameters.average', code: 'out-of-range' },
      { field: 'toMs', code: 'out-of-order' },
    ];
    const changed = { ...form, parameters: { ...form.parameters, average: '50' } };
    expect(stillTrue(faults, form, changed).map(({ field }) => field)).toEqual(['toMs']);
    expect(stillTrue(faults, form, { ...form, cash: '5' })).toEqual(faults);
  });
});
