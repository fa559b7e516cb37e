import { numberOf } from '../check/rule-model.ts';
import type { Leaf } from '../check/walk-rules.ts';
import { WEEKDAYS, type Condition } from '../language/condition.ts';
import type { Operand } from '../language/operand.ts';
import type { Atom } from './constraints.ts';
import type { Reading } from './reading.ts';
import { constant, termOf, type Term } from './term.ts';

/** A condition that is held to be true, or not true. */
export type Claim = { readonly condition: Condition; readonly holds: boolean };

/** What a claim comes to: inequalities that all hold, further claims that all hold, or ways of which one holds. */
export type Meaning = {
  readonly atoms?: readonly Atom[];
  readonly claims?: readonly Claim[];
  readonly ways?: readonly { readonly atoms?: readonly Atom[]; readonly claims?: readonly Claim[] }[];
  /** UTC days left open, one bit a day. */
  readonly days?: number;
};

const EVERY_DAY = 127;
/** Steps of a trend that are told one by one; of a longer one the first and the whole are. */
const STEPS_MAX = 8;

/** Takes a claim apart by one step. What cannot be told in inequalities comes to nothing, which is sound. */
export function meaningOf({ condition, holds }: Claim, reading: Reading): Meaning {
  if ('all' in condition) return several(condition.all, holds, holds);
  if ('any' in condition) return several(condition.any, holds, !holds);
  if ('not' in condition) return { claims: [{ condition: condition.not, holds: !holds }] };
  if ('becomes' in condition) return holds ? { claims: [{ condition: condition.becomes, holds }] } : {};
  if ('weekday' in condition) {
    const days = condition.weekday.reduce((mask, day) => mask | (1 << WEEKDAYS.indexOf(day)), 0);
    return { days: holds ? days : EVERY_DAY & ~days };
  }
  return oneOf(waysOf(condition, holds, reading));
}

function several(conditions: readonly Condition[], holds: boolean, isTogether: boolean): Meaning {
  const claims = conditions.map((condition) => ({ condition, holds }));
  return isTogether ? { claims } : { ways: claims.map((claim) => ({ claims: [claim] })) };
}

/** Ways in which a leaf can hold, or fail to: each a list of inequalities. Null = nothing is known. */
type Ways = readonly (readonly Atom[])[] | null;

function oneOf(ways: Ways): Meaning {
  if (ways === null) return {};
  const [only] = ways;
  return ways.length === 1 ? { atoms: only! } : { ways: ways.map((atoms) => ({ atoms })) };
}

const below = (lesser: Term, greater: Term): Atom => ({ lesser, greater, isStrict: true });
const atMost = (lesser: Term, greater: Term): Atom => ({ lesser, greater, isStrict: false });

function waysOf(leaf: Exclude<Leaf, { weekday: unknown }>, holds: boolean, reading: Reading): Ways {
  const term = (operand: Operand, lag = 0): Term => termOf(operand, lag, reading);
  if ('time' in leaf) return timeWays(leaf.time, holds);
  if ('trend' in leaf) return trendWays(leaf, holds, reading);
  if ('within' in leaf) return withinWays(leaf, holds, reading);
  if ('between' in leaf) {
    const [value, low, high] = [term(leaf.between), term(leaf.low), term(leaf.high)];
    return holds ? [[atMost(low, value), atMost(value, high)]] : [[below(value, low)], [below(high, value)]];
  }
  if ('compare' in leaf) return compareWays(leaf.compare, [term(leaf.left), term(leaf.right)], holds);
  const [now, before] = [0, 1].map((lag) => {
    const pair = [term(leaf.left, lag), term(leaf.right, lag)] as const;
    return leaf.crosses === 'above' ? pair : ([pair[1], pair[0]] as const);
  }) as [readonly [Term, Term], readonly [Term, Term]];
  return holds
    ? [[below(now[1], now[0]), atMost(before[0], before[1])]]
    : [[atMost(now[0], now[1])], [below(before[1], before[0])]];
}

function compareWays(how: string, [left, right]: readonly [Term, Term], holds: boolean): Ways {
  if (how === 'equals') {
    if (holds) return [[atMost(left, right), atMost(right, left)]];
    return [[below(left, right)], [below(right, left)]];
  }
  const isUp = how === 'above' || how === 'at-least';
  const [lesser, greater] = isUp ? [right, left] : [left, right];
  const isStrict = how === 'above' || how === 'below';
  return [[holds ? { lesser, greater, isStrict } : { lesser: greater, greater: lesser, isStrict: !isStrict }]];
}

const MINUTE: Term = { key: 'minute', low: 0, high: 1439, ranks: [] };
const minutesOf = (clock: string): Term => constant(Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3)));

function timeWays({ from, to }: { from: string; to: string }, holds: boolean): Ways {
  const [start, end] = [minutesOf(from), minutesOf(to)];
  const isWithinDay = start.low < end.low;
  const inside = [atMost(start, MINUTE), below(MINUTE, end)] as const;
  const outside = [below(MINUTE, start), atMost(end, MINUTE)] as const;
  if (holds) return isWithinDay ? [inside] : inside.map((atom) => [atom]);
  return isWithinDay ? outside.map((atom) => [atom]) : [outside];
}

function trendWays({ trend, of, bars }: Extract<Leaf, { trend: unknown }>, holds: boolean, reading: Reading): Ways {
  const count = numberOf(bars, reading.values);
  const at = (back: number): Term => termOf({ ...of, shift: (of.shift ?? 0) + back }, 0, reading);
  const step = (newer: number, older: number): Atom =>
    trend === 'rising' ? below(at(older), at(newer)) : below(at(newer), at(older));
  if (holds) {
    const steps = Array.from({ length: Math.min(count, STEPS_MAX) }, (_unused, k) => step(k, k + 1));
    return [[...steps, step(0, count)]];
  }
  if (count > 1) return null;
  const { lesser, greater } = step(0, 1);
  return [[atMost(greater, lesser)]];
}

function withinWays(
  { within, of, percent }: Extract<Leaf, { within: unknown }>,
  holds: boolean,
  reading: Reading,
): Ways {
  const [value, middle] = [termOf(within, 0, reading), termOf(of, 0, reading)];
  const share = numberOf(percent, reading.values) / 100;
  if (value.key === middle.key) return [holds ? [] : [below(value, value)]];
  if (middle.low !== middle.high) return null;
  const away = Math.abs(middle.low) * share;
  const [low, high] = [constant(middle.low - away), constant(middle.low + away)];
  return holds ? [[atMost(low, value), atMost(value, high)]] : [[below(value, low)], [below(high, value)]];
}
