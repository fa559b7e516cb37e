import type { FieldFault } from '@orbiquant/kernel';
import type { ParameterValues } from '@orbiquant/quant';
import { RuleFaults } from '../check/rule-fault.ts';
import type { RuleModel } from '../check/rule-model.ts';
import { SIDES, walkRules } from '../check/walk-rules.ts';
import type { Condition } from '../language/condition.ts';
import type { Exits, Side, Stop, Target } from '../language/rules.ts';
import { isImpossible } from './is-impossible.ts';
import { Reading } from './reading.ts';
import { termOf } from './term.ts';

/** Tells rules that cannot mean what they say, under the defaults of the parameters. */
export function checkContradictions(model: RuleModel, faults: RuleFaults): void {
  const values = Object.fromEntries([...model.parameters.values()].map(({ name, default: value }) => [name, value]));
  lookAt(new Reading(model, values), faults);
}

/** The same under other values: what an optimiser has to leave out. */
export function contradictionsOf(model: RuleModel, values: ParameterValues): readonly FieldFault[] {
  const faults = new RuleFaults();
  lookAt(new Reading(model, values), faults);
  return faults.all;
}

function lookAt(reading: Reading, faults: RuleFaults): void {
  checkConstant(reading, faults);
  if (faults.all.length > 0) return;
  for (const side of SIDES) checkSide(side, reading, faults);
}

/** Conditions that hold always or never, innermost first; what contains one is not told again. */
function checkConstant(reading: Reading, faults: RuleFaults): void {
  const found: { path: string; condition: Condition }[] = [];
  walkRules(reading.model.rules, { condition: (condition, { path }) => void found.push({ path, condition }) });
  const told: string[] = [];
  for (const { path, condition } of found.reverse()) {
    if (told.some((inner) => inner.startsWith(`${path}.`))) continue;
    const code = constancyOf(condition, reading);
    if (code === null) continue;
    told.push(path);
    const often = code === 'always-true' ? 'always (once warmed up)' : 'never';
    faults.add(path, code, `this condition ${often === 'never' ? 'never holds' : `holds ${often}`}`);
  }
}

function constancyOf(condition: Condition, reading: Reading): 'always-true' | 'always-false' | null {
  if (isImpossible([{ condition, holds: true }], reading)) return 'always-false';
  return isImpossible([{ condition, holds: false }], reading) ? 'always-true' : null;
}

function checkSide(side: Side, reading: Reading, faults: RuleFaults): void {
  const { entries, exits } = reading.model.rules;
  const entry = entries[side];
  const chosen = exits?.[side];
  if (!entry || !chosen) return;
  if (chosen.when && leavesAtOnce(entry, chosen.when, reading))
    faults.add(`exits.${side}.when`, 'exit-implied-by-entry', 'whenever the entry holds, its own exit holds too');
  checkLevels(side, { entry, chosen, reading }, faults);
}

type Levels = { readonly entry: Condition; readonly chosen: Exits; readonly reading: Reading };

function checkLevels(side: Side, { entry, chosen, reading }: Levels, faults: RuleFaults): void {
  for (const name of ['stop', 'target'] as const) {
    // the stop of a long and the target of a short lie below the price
    const isBelow = (name === 'stop') === (side === 'long');
    if (!isOnWrongSide(chosen[name], { isBelow, entry, reading })) continue;
    const message = `the ${name} of a ${side} lies ${isBelow ? 'below' : 'above'} the close, and here it never does`;
    faults.add(`exits.${side}.${name}.level`, `${name}-wrong-side`, message);
  }
}

function leavesAtOnce(entry: Condition, exit: Condition, reading: Reading): boolean {
  const claims = [
    { condition: entry, holds: true },
    { condition: exit, holds: false },
  ];
  return isImpossible(claims, reading);
}

type Asked = { readonly isBelow: boolean; readonly entry: Condition; readonly reading: Reading };

function isOnWrongSide(distance: Stop | Target | undefined, { isBelow, entry, reading }: Asked): boolean {
  if (!distance || !('level' in distance)) return false;
  const level = termOf(distance.level, 0, reading);
  const close = termOf({ price: 'close' }, 0, reading);
  const [lesser, greater] = isBelow ? [level, close] : [close, level];
  return isImpossible([{ condition: entry, holds: true }], reading, [{ lesser, greater, isStrict: true }]);
}
