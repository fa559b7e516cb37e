import { isRecord, type Json, type JsonRecord } from './json.ts';

type Step = string | number;

/** The steps of a path as faults write it: `entries.long.all[1].left`. */
const stepsOf = (path: string): Step[] =>
  path
    .split(/\.|\[/)
    .filter((step) => step !== '')
    .map((step) => (step.endsWith(']') ? Number(step.slice(0, -1)) : step));

/** What stands at a path; undefined where nothing does. */
export function valueAt(root: Json, path: string): Json | undefined {
  let value: Json | undefined = root;
  for (const step of stepsOf(path)) value = inside(value, step);
  return value;
}

function inside(value: Json | undefined, step: Step): Json | undefined {
  if (typeof step === 'number') return Array.isArray(value) ? (value as readonly Json[])[step] : undefined;
  return isRecord(value) && Object.hasOwn(value, step) ? value[step] : undefined;
}

/** The same with another value at a path; undefined takes away what stands there, and its place in a list. */
export const withValue = (root: JsonRecord, path: string, value: Json | undefined): JsonRecord =>
  changed(root, stepsOf(path), value) as JsonRecord;

function changed(value: Json | undefined, [step, ...rest]: readonly Step[], next: Json | undefined): Json | undefined {
  if (step === undefined) return next;
  const inner = changed(inside(value, step), rest, next);
  return typeof step === 'number' ? inList(value, step, inner) : inRecord(value, step, inner);
}

function inList(value: Json | undefined, at: number, inner: Json | undefined): Json {
  const list = Array.isArray(value) ? (value as readonly Json[]) : [];
  return inner === undefined ? list.toSpliced(at, 1) : list.toSpliced(at, 1, inner);
}

function inRecord(value: Json | undefined, key: string, inner: Json | undefined): Json {
  const record = isRecord(value) ? value : {};
  if (inner !== undefined) return { ...record, [key]: inner };
  return Object.fromEntries(Object.entries(record).filter(([name]) => name !== key));
}
