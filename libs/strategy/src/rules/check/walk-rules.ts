import type { Condition } from '../language/condition.ts';
import type { Operand } from '../language/operand.ts';
import type { RuleNumber } from '../language/rule-number.ts';
import type { Exits, Rules, Side, Stop, Target, Trail } from '../language/rules.ts';
import type { IndicatorSeries, Series } from '../language/series.ts';

/** Where something stands: its path, how deep it is nested, and what it is a part of. */
export type Spot = {
  readonly path: string;
  readonly depth: number;
  readonly side: Side | null;
  readonly part: 'entry' | 'exit' | 'series';
  /** Whether it stands inside `becomes`. */
  readonly isLagged: boolean;
};

/** What is told of a rule set, in the order in which it is written. */
export type RuleVisitor = {
  condition?(condition: Condition, spot: Spot): void;
  operand?(operand: Operand, spot: Spot): void;
  number?(number: RuleNumber, path: string): void;
  /** A series named outside of an operand. */
  name?(name: string, path: string): void;
  distance?(distance: Stop | Target | Trail, spot: Spot): void;
};

export const SIDES = ['long', 'short'] as const;

/** Tells a visitor every condition, operand, number and name of a rule set. */
export function walkRules(rules: Rules, visitor: RuleVisitor): void {
  rules.series.forEach((series, at) => walkSeries(series, `series[${at}]`, visitor));
  for (const side of SIDES) {
    const entry = rules.entries[side];
    const exits = rules.exits?.[side];
    const spot = { depth: 1, side, isLagged: false };
    if (entry) walkCondition(entry, { ...spot, part: 'entry', path: `entries.${side}` }, visitor);
    if (exits) walkExits(exits, { ...spot, part: 'exit', path: `exits.${side}` }, visitor);
  }
  visitor.number?.(rules.sizing.value, 'sizing.value');
  if (rules.cooldownBars !== undefined) visitor.number?.(rules.cooldownBars, 'cooldownBars');
}

function walkExits(exits: Exits, spot: Spot, visitor: RuleVisitor): void {
  const inside = (name: string): Spot => ({ ...spot, path: `${spot.path}.${name}` });
  if (exits.when) walkCondition(exits.when, inside('when'), visitor);
  for (const name of ['stop', 'target', 'trail'] as const)
    if (exits[name]) walkDistance(exits[name], inside(name), visitor);
  if (exits.barsMax !== undefined) visitor.number?.(exits.barsMax, `${spot.path}.barsMax`);
}

function walkSeries(series: Series, path: string, visitor: RuleVisitor): void {
  const spot: Spot = { path, depth: 1, side: null, part: 'series', isLagged: false };
  if ('combine' in series) walkOperands({ left: series.left, right: series.right }, spot, visitor);
  else if ('value' in series) visitor.number?.(series.value, `${path}.value`);
  else if ('indicator' in series) walkIndicator(series, path, visitor);
}

function walkIndicator({ parameters = {}, source }: IndicatorSeries, path: string, visitor: RuleVisitor): void {
  for (const [name, value] of Object.entries(parameters)) visitor.number?.(value, `${path}.parameters.${name}`);
  if (source !== undefined) visitor.name?.(source, `${path}.source`);
}

function walkDistance(distance: Stop | Target | Trail, spot: Spot, visitor: RuleVisitor): void {
  visitor.distance?.(distance, spot);
  // a level is read when the entry is decided: there is no position yet
  if ('level' in distance) return walkOperands({ level: distance.level }, { ...spot, part: 'entry' }, visitor);
  if ('ranges' in distance) visitor.name?.(distance.of, `${spot.path}.of`);
  for (const [name, value] of Object.entries(distance))
    if (name !== 'of') visitor.number?.(value as RuleNumber, `${spot.path}.${name}`);
}

/** Tells a visitor a condition and everything in it. */
export function walkCondition(condition: Condition, spot: Spot, visitor: RuleVisitor): void {
  visitor.condition?.(condition, spot);
  const inside = (path: string, isLagged = spot.isLagged): Spot => ({
    ...spot,
    path: `${spot.path}.${path}`,
    depth: spot.depth + 1,
    isLagged,
  });
  if ('all' in condition) condition.all.forEach((each, at) => walkCondition(each, inside(`all[${at}]`), visitor));
  else if ('any' in condition) condition.any.forEach((each, at) => walkCondition(each, inside(`any[${at}]`), visitor));
  else if ('not' in condition) walkCondition(condition.not, inside('not'), visitor);
  else if ('becomes' in condition) walkCondition(condition.becomes, inside('becomes', true), visitor);
  else walkLeaf(condition, spot, visitor);
}

/** A condition without conditions in it. */
export type Leaf = Exclude<
  Condition,
  { all: Condition[] } | { any: Condition[] } | { not: Condition } | { becomes: Condition }
>;

function walkLeaf(leaf: Leaf, spot: Spot, visitor: RuleVisitor): void {
  if ('time' in leaf || 'weekday' in leaf) return;
  if ('trend' in leaf) {
    walkOperands({ of: leaf.of }, spot, visitor);
    return visitor.number?.(leaf.bars, `${spot.path}.bars`);
  }
  if ('between' in leaf) return walkOperands({ between: leaf.between, low: leaf.low, high: leaf.high }, spot, visitor);
  if (!('within' in leaf)) return walkOperands({ left: leaf.left, right: leaf.right }, spot, visitor);
  walkOperands({ within: leaf.within, of: leaf.of }, spot, visitor);
  visitor.number?.(leaf.percent, `${spot.path}.percent`);
}

function walkOperands(operands: Readonly<Record<string, Operand>>, spot: Spot, visitor: RuleVisitor): void {
  for (const [name, operand] of Object.entries(operands))
    visitor.operand?.(operand, { ...spot, path: `${spot.path}.${name}` });
}
