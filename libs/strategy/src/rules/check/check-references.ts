import type { Condition } from '../language/condition.ts';
import type { Operand } from '../language/operand.ts';
import type { RuleNumber } from '../language/rule-number.ts';
import type { Rules } from '../language/rules.ts';
import { checkNumber, checkParameterName, type NumberPlace, type NumberRange } from './check-number.ts';
import type { RuleFaults } from './rule-fault.ts';
import { suggestion } from './rule-fault.ts';
import { walkRules, type Spot } from './walk-rules.ts';
import type { RuleModel } from './rule-model.ts';

/** Makes sure that whatever conditions, exits and sizes name is there, and stands where it may. */
export function checkReferences(rules: Rules, { parameters, series }: RuleModel, faults: RuleFaults): void {
  const place = (path: string): NumberPlace => ({ path, parameters, faults });
  const names = [...series.keys()];
  const checkName = (name: string, path: string): void => {
    if (!series.has(name)) faults.add(path, 'unknown-series', `there is no series '${name}'${suggestion(name, names)}`);
  };
  walkRules(rules, {
    name: checkName,
    number: (number, path) => checkParameterName(number, place(path)),
    condition: (condition, spot) => checkCondition(condition, spot, { faults, place }),
    operand(operand, spot) {
      if ('series' in operand) checkName(operand.series, `${spot.path}.series`);
      if ('parameter' in operand) checkParameterName(operand, place(spot.path));
      if ('position' in operand) checkPosition(operand, spot, { faults, checkName });
    },
  });
}

type Tools = { readonly faults: RuleFaults; readonly place: (path: string) => NumberPlace };

function checkCondition(condition: Condition, { path, isLagged }: Spot, { faults, place }: Tools): void {
  if ('becomes' in condition && isLagged) faults.add(path, 'nested-becomes', 'becomes stands in no other becomes');
  const check = (number: RuleNumber, field: string, range: NumberRange): void =>
    checkNumber(number, range, place(`${path}.${field}`));
  if ('trend' in condition) check(condition.bars, 'bars', { min: 1, max: 5_000, isWhole: true });
  if ('within' in condition) check(condition.percent, 'percent', { min: 0, max: 1_000, isAboveMin: true });
  checkCalendar(condition, path, faults);
}

function checkCalendar(condition: Condition, path: string, faults: RuleFaults): void {
  if ('time' in condition && condition.time.from === condition.time.to)
    faults.add(`${path}.time`, 'always-false', 'from and to are the same: no bar is between them');
  if ('weekday' in condition && new Set(condition.weekday).size < condition.weekday.length)
    faults.add(`${path}.weekday`, 'duplicate-name', 'a day is named once');
}

function checkPosition(
  { position, range }: Extract<Operand, { position: unknown }>,
  { path, part, isLagged }: Spot,
  { faults, checkName }: { faults: RuleFaults; checkName: (name: string, path: string) => void },
): void {
  if (part !== 'exit') faults.add(path, 'position-in-entry', 'there is no position yet when an entry is decided');
  else if (isLagged) faults.add(path, 'position-in-becomes', 'what a position was one bar before is not known');
  if (position !== 'profit-ranges') {
    if (range !== undefined) faults.add(`${path}.range`, 'unknown-key', 'only profit-ranges is measured in a series');
  } else if (range === undefined) faults.add(`${path}.range`, 'missing', 'profit-ranges names the series it counts in');
  else checkName(range, `${path}.range`);
}
