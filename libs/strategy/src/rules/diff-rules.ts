import { canonicalJson } from '@orbiquant/kernel';
import type { Rules } from './language/rules.ts';
import { NAMED_LISTS, normaliseRules, type Json } from './normalise-rules.ts';

/** One thing that two versions of a rule set do not share. Series and parameters go by their names. */
export type RuleChange = {
  /** Such as `series.fast.parameters.period` or `entries.long.all[1]`. */
  readonly path: string;
  readonly kind: 'added' | 'removed' | 'changed';
  /** Undefined when it was added. */
  readonly before: Json | undefined;
  /** Undefined when it was removed. */
  readonly after: Json | undefined;
};

/** What became of a rule set between two versions, always in the same order; empty when they mean the same. */
export function diffRules(before: Rules, after: Rules): RuleChange[] {
  return changes(normaliseRules(before), normaliseRules(after), '');
}

type Pair = { readonly before: Json | undefined; readonly after: Json | undefined };

function changes(before: Json | undefined, after: Json | undefined, path: string): RuleChange[] {
  if (before === undefined || after === undefined) {
    if (before === after) return [];
    return [{ path, kind: before === undefined ? 'added' : 'removed', before, after }];
  }
  if (canonicalJson(before) === canonicalJson(after)) return [];
  const parts = partsOf(before, after, path);
  if (!parts) return [{ path, kind: 'changed', before, after }];
  return parts.flatMap(([inner, pair]) => changes(pair.before, pair.after, inner));
}

/** Both sides taken apart by the same names or places; null when they are of different kinds. */
function partsOf(before: Json, after: Json, path: string): [string, Pair][] | null {
  if (Array.isArray(before) && Array.isArray(after)) return listParts(before as Json[], after as Json[], path);
  if (!isRecord(before) || !isRecord(after)) return null;
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  if (path !== '' && !keys.some((key) => key !== 'name' && key in before && key in after)) return null;
  const start = path === '' ? '' : `${path}.`;
  return keys.map((key) => [`${start}${key}`, { before: before[key], after: after[key] }]);
}

function listParts(before: Json[], after: Json[], path: string): [string, Pair][] {
  const key = path.slice(path.lastIndexOf('.') + 1);
  if (NAMED_LISTS.has(key)) return namedParts(before, after, path);
  const length = Math.max(before.length, after.length);
  return Array.from({ length }, (_unused, at) => [`${path}[${at}]`, { before: before[at], after: after[at] }]);
}

function namedParts(before: Json[], after: Json[], path: string): [string, Pair][] {
  const byName = (list: Json[]) => new Map(list.map((each) => [isRecord(each) ? String(each.name) : '', each]));
  const [old, young] = [byName(before), byName(after)];
  return [...new Set([...old.keys(), ...young.keys()])]
    .sort()
    .map((name) => [`${path}.${name}`, { before: old.get(name), after: young.get(name) }]);
}

const isRecord = (value: Json): value is { readonly [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
