import type { z } from 'zod';
import { FORMS } from '../language/forms.ts';
import { RULE_FAULT_CODES, type RuleFaultCode } from '../rule-codes.ts';
import { pathText, suggestion, type RuleFaults } from './rule-fault.ts';

type Issue = z.core.$ZodIssue;
type Place = { readonly input: unknown; readonly faults: RuleFaults; readonly path: readonly PropertyKey[] };

/** What the schema did not like, in words: for a choice between forms, only what is wrong with the form that was meant. */
export function addShapeFaults(issues: readonly Issue[], place: Place): void {
  for (const issue of issues) addFault(issue, { ...place, path: [...place.path, ...issue.path] });
}

function addFault(issue: Issue, place: Place): void {
  const { faults, path } = place;
  if (issue.code === 'invalid_union') return addChoiceFault(issue, place);
  if (issue.code !== 'unrecognized_keys') return faults.add(pathText(path), codeOf(issue), issue.message);
  for (const key of issue.keys)
    faults.add(pathText([...path, key]), 'unknown-key', `there is no field '${key.slice(0, 60)}' here`);
}

function codeOf({ code, message }: Issue): RuleFaultCode {
  if (code === 'invalid_type' && message.includes('undefined')) return 'missing';
  const named = code.replaceAll('_', '-');
  return RULE_FAULT_CODES.find((known) => known === named) ?? 'invalid-value';
}

function addChoiceFault(issue: Extract<Issue, { code: 'invalid_union' }>, place: Place): void {
  const { faults, path, input } = place;
  const forms = FORMS[issue.message] ?? [];
  const value = valueAt(input, path);
  const meant = forms.flatMap((form, at) => (isOfForm(value, form) ? [at] : []));
  const [first] = meant;
  if (first !== undefined && meant.length === 1) return addShapeFaults(issue.errors[first] ?? [], place);
  const known = forms.join(', ');
  if (meant.length > 1) return faults.add(pathText(path), 'two-forms', `it is one of ${known}, not several at once`);
  faults.add(pathText(path), 'unknown-form', `a ${issue.message} is one of ${known}${hint(value, forms)}`);
}

function isOfForm(value: unknown, form: string): boolean {
  if (typeof value === 'number') return form === 'a number';
  return typeof value === 'object' && value !== null && Object.hasOwn(value, form);
}

function hint(value: unknown, forms: readonly string[]): string {
  const [key] = typeof value === 'object' && value !== null ? Object.keys(value) : [];
  return key === undefined ? '' : suggestion(key, forms);
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  let value = input;
  for (const step of path)
    value = typeof value === 'object' && value !== null ? (value as Record<PropertyKey, unknown>)[step] : undefined;
  return value;
}
