import { canonicalJson } from '@orbiquant/kernel';
import type { Rules } from './language/rules.ts';

/** A value of JSON. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** Lists whose members go by name: their order means nothing. */
export const NAMED_LISTS: ReadonlySet<string> = new Set(['parameters', 'series']);

/** A rule set with what means nothing taken out: the order of named things and of days, empty lists, shifts of zero. */
export function normaliseRules(rules: Rules): Json {
  return tidy(JSON.parse(canonicalJson(rules)) as Json, '');
}

function tidy(value: Json, key: string): Json {
  if (isList(value)) return tidyList(value, key);
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value)
    .map(([name, inner]) => [name, tidy(inner, name)] as const)
    .filter(([name, inner]) => !(isEmpty(inner) || (name === 'shift' && inner === 0)));
  return Object.fromEntries(kept);
}

function tidyList(list: readonly Json[], key: string): Json {
  const tidied = list.map((each) => tidy(each, ''));
  if (key !== 'weekday' && !NAMED_LISTS.has(key)) return tidied;
  return tidied.sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
}

const nameOf = (value: Json): string =>
  typeof value === 'object' && value !== null && 'name' in value ? String(value.name) : String(value);

const isList = (value: Json): value is readonly Json[] => Array.isArray(value);

const isEmpty = (value: Json): boolean =>
  typeof value === 'object' && value !== null && Object.keys(value).length === 0;
