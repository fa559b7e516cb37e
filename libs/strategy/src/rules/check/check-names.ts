import type { RuleParameter } from '../language/rule-number.ts';
import type { Rules } from '../language/rules.ts';
import type { RuleFaults } from './rule-fault.ts';

/** Names that are told apart by more than their capitals, and parameters whose range makes sense. */
export function checkNames({ parameters = [], series }: Rules, faults: RuleFaults): void {
  const taken = new Map<string, string>();
  const take = (name: string, path: string): void => {
    const first = taken.get(name.toLowerCase());
    if (first !== undefined) faults.add(path, 'duplicate-name', `the name '${name}' is taken by ${first}`);
    else taken.set(name.toLowerCase(), path);
  };
  parameters.forEach(({ name }, at) => take(name, `parameters[${at}].name`));
  series.forEach(({ name }, at) => take(name, `series[${at}].name`));
  parameters.forEach((parameter, at) => checkRange(parameter, `parameters[${at}]`, faults));
}

function checkRange({ kind, min, max, default: byDefault }: RuleParameter, path: string, faults: RuleFaults): void {
  if (min > max) faults.add(`${path}.max`, 'out-of-range', `max is not below min`);
  else if (byDefault < min || byDefault > max)
    faults.add(`${path}.default`, 'out-of-range', `default lies between ${min} and ${max}`);
  if (kind !== 'integer') return;
  for (const [name, value] of Object.entries({ min, max, default: byDefault }))
    if (!Number.isInteger(value)) faults.add(`${path}.${name}`, 'not-whole', `${name} of a whole number is one`);
}
