import { wrongParameter } from './stripe-fault.ts';

type Group = { [name: string]: string | Group };

const DEPTH_MAX = 8;
const FIELDS_MAX = 1_000;

/**
 * Form text or a query with brackets, as nested groups: `a[b][0]=1` becomes `{ a: { b: { 0: '1' } } }`, and `a[]=1` counts on.
 * @throws StripeFault for a field that is both a value and a group, nested too deep, or one of too many.
 */
export function parseForm(text: string): Group {
  const root = emptyGroup();
  let fields = 0;
  for (const [name, value] of new URLSearchParams(text)) {
    fields += 1;
    if (fields > FIELDS_MAX) throw wrongParameter('Too many fields');
    setField(root, namesOf(name), value);
  }
  return root;
}

/** A group without a prototype: no field name means anything but itself. */
const emptyGroup = (): Group => Object.create(null) as Group;

function namesOf(name: string): string[] {
  const open = name.indexOf('[');
  if (open <= 0) return [name];
  if (!/^(\[[^[\]]*\])+$/.test(name.slice(open))) throw wrongParameter(`Invalid field name: ${name}`);
  const inner = name.slice(open + 1, -1).split('][');
  if (inner.length >= DEPTH_MAX) throw wrongParameter(`Field nested too deep: ${name}`);
  return [name.slice(0, open), ...inner];
}

function setField(root: Group, names: readonly string[], value: string): void {
  let group = root;
  for (const [place, given] of names.entries()) {
    const name = given === '' ? String(Object.keys(group).length) : given;
    if (place === names.length - 1) return assign(group, name, value);
    const inner = (group[name] ??= emptyGroup());
    if (typeof inner === 'string') throw wrongParameter(`Field ${name} is both a value and a group`);
    group = inner;
  }
}

function assign(group: Group, name: string, value: string): void {
  if (typeof group[name] === 'object') throw wrongParameter(`Field ${name} is both a value and a group`);
  group[name] = value;
}
