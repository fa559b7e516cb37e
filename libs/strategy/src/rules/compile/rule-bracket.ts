import type { ParameterValues } from '@orbiquant/quant';
import type { EnterIntent, Size } from '../../intent.ts';
import { numberOf } from '../check/rule-model.ts';
import type { Exits, Side, Stop, Target, Trail } from '../language/rules.ts';
import type { RuleTag } from '../rule-codes.ts';
import type { ProgramBuilder } from './program-builder.ts';
import type { Slots } from './program.ts';
import { valueOf } from './run-program.ts';

/** A distance or level as two numbers and a place: kind, factor, and the slot of the series behind it. */
type Line = { readonly kind: 'ranges' | 'percent' | 'level' | 'risks'; readonly factor: number; readonly slot: number };

/** Entry, stop, target and trail of one side, ready to be put into figures. */
export type RuleBracket = {
  readonly side: Side;
  readonly size: Size;
  readonly stop: Line | null;
  readonly target: Line | null;
  readonly trail: Line | null;
};

/** Reads what the exits of a side say about its bracket. */
export function bracketOf(
  exits: Exits | undefined,
  { side, size }: { side: Side; size: Size },
  builder: ProgramBuilder,
): RuleBracket {
  const line = (distance: Stop | Target | Trail | undefined): Line | null =>
    distance ? lineOf(distance, builder) : null;
  return { side, size, stop: line(exits?.stop), target: line(exits?.target), trail: line(exits?.trail) };
}

function lineOf(distance: Stop | Target | Trail, builder: ProgramBuilder): Line {
  const { values }: { values: ParameterValues } = builder;
  if ('level' in distance) return { kind: 'level', factor: 1, slot: builder.operand(distance.level, 0) };
  if ('percent' in distance) return { kind: 'percent', factor: numberOf(distance.percent, values) / 100, slot: -1 };
  if ('risks' in distance) return { kind: 'risks', factor: numberOf(distance.risks, values), slot: -1 };
  return {
    kind: 'ranges',
    factor: numberOf(distance.ranges, values),
    slot: builder.operand({ series: distance.of }, 0),
  };
}

/** What an entry decided at bar `at` asks for; null where its bracket is not known or lies on the wrong side of price. */
export function entryAt(
  bracket: RuleBracket,
  slots: Slots,
  { at, close }: { at: number; close: number },
): EnterIntent | null {
  const { side, size } = bracket;
  const way = side === 'long' ? 1 : -1;
  const moment = { slots, at, close };
  const stop = priceOf(bracket.stop, moment, { direction: -way, risk: 0 });
  const risk = stop === null ? NaN : (close - stop) * way;
  const target = priceOf(bracket.target, moment, { direction: way, risk });
  const trail = bracket.trail && distanceOf(bracket.trail, moment);
  const gain = target === null ? 1 : (target - close) * way;
  // a risk of zero or less is a stop on the wrong side; without a stop there is none to compare
  if (risk <= 0 || !(gain > 0) || ![stop, target, trail].every(isSound)) return null;
  const lines = { ...given('stop', stop), ...given('target', target), ...given('trail', trail) };
  return { kind: 'enter', side, type: 'market', size, ...lines, tag: `rules-${side}` satisfies RuleTag };
}

const given = (name: string, price: number | null): Readonly<Record<string, number>> =>
  price === null ? {} : { [name]: price };

type Moment = { readonly slots: Slots; readonly at: number; readonly close: number };

const distanceOf = ({ kind, factor, slot }: Line, { slots, at, close }: Moment): number =>
  kind === 'percent' ? close * factor : valueOf(slots, slot, at) * factor;

function priceOf(
  line: Line | null,
  moment: Moment,
  { direction, risk }: { direction: number; risk: number },
): number | null {
  if (line === null) return null;
  if (line.kind === 'level') return valueOf(moment.slots, line.slot, moment.at);
  return moment.close + direction * (line.kind === 'risks' ? risk * line.factor : distanceOf(line, moment));
}

const isSound = (price: number | null): boolean => price === null || (price > 0 && price < Infinity);
