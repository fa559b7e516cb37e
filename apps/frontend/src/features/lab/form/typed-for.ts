import type { Fault } from './fault.ts';
import type { RunForm } from './run-form.ts';

const KEYS: Readonly<Record<string, keyof RunForm>> = {
  fromMs: 'from',
  toMs: 'to',
  'search.ranges': 'ranges',
  'search.objectives': 'objective',
  'search.trialsMax': 'trialsMax',
  'search.tradesMin': 'tradesMin',
  'windows.trainBars': 'trainDays',
  'windows.testBars': 'testDays',
  'windows.embargoBars': 'embargoDays',
  'assumptions.allowShort': 'short',
};

/** What was typed for a field; the whole form where that cannot be told. */
export function typedFor(form: RunForm, field: string): string {
  const name = field.split('.').at(-1) ?? '';
  if (field.startsWith('parameters.')) return `${form.strategy} ${form.parameters[name]}`;
  if (field.startsWith('search.ranges.')) return `${form.strategy} ${JSON.stringify(form.ranges[name])}`;
  const key = KEYS[field] ?? (name in form ? (name as keyof RunForm) : null);
  return JSON.stringify(key ? [form.kind, form[key]] : form);
}

/** The server's faults that still speak of what stands in the form. */
export const stillTrue = (faults: readonly Fault[], before: RunForm, after: RunForm): Fault[] =>
  faults.filter(({ field }) => typedFor(before, field) === typedFor(after, field));
