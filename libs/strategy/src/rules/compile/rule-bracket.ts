import type { ParameterValues } from '@orbiquant/quant';
import type { EnterIntent, Size } from '../../intent.ts';
import { numberOf } from '../check/rule-model.ts';
import type { Exits, Side, Stop, Target, Trail } from '../language/rules.ts';
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
  const line = (distance: Stop | Target | Trail | undefined): Line | null => (distance ? lineOf(distance, builder) : null);
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
export function entryAt(bracket: RuleBracket, slots: Slots, { at, close }: { at: number; close: number }): EnterIntent | null {
  const { side, size } = bracket;
  const way = side === 'long' ? 1 : -1;
  const distance = (line: Line): number => (line.kind === 'percent' ? close * line.factor : valueOf(slots, line.slot, at) * line.factor);
  const price = (line: Line, direction: number, risk: number): number => {
    if (line.kind === 'level') return valueOf(slots, line.slot, at);
    return close + direction * (line.kind === 'risks' ? risk * line.factor : distance(line));
  };
  const stop = bracket.stop ? price(bracket.stop, -way, 0) : undefined;
  const risk = stop === undefined ? 0 : (close - stop) * way;
  const target = bracket.target ? price(bracket.target, way, risk) : undefined;
  const trail = bracket.trail ? distance(bracket.trail) : undefined;
  const isSound = isPrice(stop) && isPrice(target) && isPrice(trail);
  if (!isSound || (stop !== undefined && !(risk > 0)) || (target !== undefined && !((target - close) * way > 0))) return null;
  return {
    kind: 'enter',
    side,
    type: 'market',
    size,
    ...(stop === undefined ? {} : { stop }),
    ...(target === undefined ? {} : { target }),
    ...(trail === undefined ? {} : { trail }),
    tag: `rules-${side}`,
  };
}

const isPrice = (value: number | undefined): boolean => value === undefined || (value > 0 && value < Infinity);
