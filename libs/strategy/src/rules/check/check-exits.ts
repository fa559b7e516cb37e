import type { Exits, Rules, Side, Stop, Target, Trail } from '../language/rules.ts';
import type { RuleNumber } from '../language/rule-number.ts';
import type { RuleFaultCode } from '../rule-codes.ts';
import { checkNumber, type NumberRange } from './check-number.ts';
import type { RuleFaults } from './rule-fault.ts';
import type { RuleModel } from './rule-model.ts';
import { SIDES } from './walk-rules.ts';

/** How much may be staked, by kind of size. */
const SIZES: Readonly<Record<Rules['sizing']['kind'], NumberRange>> = {
  'equity-fraction': { min: 0, max: 10, isAboveMin: true },
  'risk-fraction': { min: 0, max: 0.5, isAboveMin: true },
  quantity: { min: 0, max: 1e12, isAboveMin: true },
  notional: { min: 0, max: 1e12, isAboveMin: true },
};

/** Makes sure that positions are entered, sized and left in a way that can be carried out. */
export function checkExits(rules: Rules, { parameters }: RuleModel, faults: RuleFaults): void {
  const { entries, sizing, cooldownBars } = rules;
  const check = (number: RuleNumber, path: string, range: NumberRange): void =>
    checkNumber(number, range, { path, parameters, faults });
  if (SIDES.every((side) => !entries[side]))
    faults.add('entries', 'no-entries', 'there is an entry on one side at least');
  check(sizing.value, 'sizing.value', SIZES[sizing.kind]);
  if (cooldownBars !== undefined) check(cooldownBars, 'cooldownBars', { min: 0, max: 100_000, isWhole: true });
  for (const side of SIDES) checkSide(rules, side, { faults, check });
}

type Tools = {
  readonly faults: RuleFaults;
  readonly check: (number: RuleNumber, path: string, range: NumberRange) => void;
};

function checkSide({ entries, exits, sizing }: Rules, side: Side, tools: Tools): void {
  const path = `exits.${side}`;
  const chosen = exits?.[side];
  const needsStop = sizing.kind === 'risk-fraction' && entries[side] !== undefined;
  if (needsStop && !chosen?.stop)
    tools.faults.add(`${path}.stop`, 'missing', 'a size by risk needs a stop to measure the risk to');
  if (!chosen) return;
  if (!entries[side]) tools.faults.add(path, 'exit-without-entry', `nothing enters ${side}`);
  checkWays(chosen, side, tools);
}

function checkWays(exits: Exits, side: Side, { faults, check }: Tools): void {
  const path = `exits.${side}`;
  if (exits.barsMax !== undefined) check(exits.barsMax, `${path}.barsMax`, { min: 1, max: 100_000, isWhole: true });
  if (exits.target && 'risks' in exits.target && !exits.stop)
    faults.add(`${path}.target.risks`, 'stop-missing', 'a target in risks needs a stop to measure the risk to');
  for (const name of ['stop', 'target', 'trail'] as const)
    if (exits[name]) checkDistance(exits[name], { path: `${path}.${name}`, name, side, check });
}

type Asked = {
  readonly path: string;
  readonly name: 'stop' | 'target' | 'trail';
  readonly side: Side;
  readonly check: Tools['check'];
};

function checkDistance(distance: Stop | Target | Trail, { path, name, side, check }: Asked): void {
  const code: RuleFaultCode = name === 'trail' ? 'out-of-range' : `${name}-wrong-side`;
  const above = { min: 0, isAboveMin: true, code };
  if ('ranges' in distance) check(distance.ranges, `${path}.ranges`, { ...above, max: 1_000 });
  if ('risks' in distance) check(distance.risks, `${path}.risks`, { ...above, max: 1_000 });
  if (!('percent' in distance)) return;
  // all of the price below it is a price of zero
  const isBelowPrice = name === 'target' ? side === 'short' : side === 'long';
  check(distance.percent, `${path}.percent`, { ...above, max: isBelowPrice ? 100 : 10_000, isBelowMax: isBelowPrice });
}
