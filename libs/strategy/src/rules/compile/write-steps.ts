import type { Leaf } from '../check/walk-rules.ts';
import { WEEKDAYS, type Condition } from '../language/condition.ts';
import type { Operand } from '../language/operand.ts';
import type { ProgramBuilder } from './program-builder.ts';
import { STEP } from './program.ts';

type Writing = { readonly steps: number[]; readonly builder: ProgramBuilder; readonly lag: number };

/** A condition as postfix steps, four numbers each. */
export function writeSteps(condition: Condition, builder: ProgramBuilder): Int32Array {
  const steps: number[] = [];
  write(condition, { steps, builder, lag: 0 });
  return Int32Array.from(steps);
}

function write(condition: Condition, writing: Writing): void {
  const { steps } = writing;
  if ('all' in condition) return writeSeveral(STEP.all, condition.all, writing);
  if ('any' in condition) return writeSeveral(STEP.any, condition.any, writing);
  if ('not' in condition) {
    write(condition.not, writing);
    steps.push(STEP.not, 0, 0, 0);
  } else if ('becomes' in condition) {
    write(condition.becomes, writing);
    write(condition.becomes, { ...writing, lag: writing.lag + 1 });
    steps.push(STEP.becomes, 0, 0, 0);
  } else writeLeaf(condition, writing);
}

function writeSeveral(kind: number, conditions: readonly Condition[], writing: Writing): void {
  for (const each of conditions) write(each, writing);
  writing.steps.push(kind, conditions.length, 0, 0);
}

function writeLeaf(leaf: Leaf, writing: Writing): void {
  const { steps, builder, lag } = writing;
  if ('compare' in leaf) return writeComparison(leaf.compare, [leaf.left, leaf.right], writing);
  if ('crosses' in leaf) return writeCross(leaf, writing);
  if ('trend' in leaf) {
    const slot = builder.trend(leaf.of, leaf.trend === 'rising', { bars: leaf.bars, lag });
    steps.push(STEP.test, slot, 0, 0);
  } else if ('between' in leaf) {
    writeComparison('at-least', [leaf.between, leaf.low], writing);
    writeComparison('at-most', [leaf.between, leaf.high], writing);
    steps.push(STEP.all, 2, 0, 0);
  } else if ('within' in leaf) {
    const [value, of] = [builder.operand(leaf.within, lag), builder.operand(leaf.of, lag)];
    steps.push(STEP.within, value, of, builder.number(leaf.percent));
  } else writeCalendar(leaf, writing);
}

function writeCalendar(
  leaf: Extract<Leaf, { time: unknown } | { weekday: unknown }>,
  { steps, builder, lag }: Writing,
): void {
  const { columns } = builder;
  if ('weekday' in leaf) {
    const mask = leaf.weekday.reduce((days, day) => days | (1 << WEEKDAYS.indexOf(day)), 0);
    steps.push(STEP.days, builder.column(columns.weekdays, lag), mask, 0);
  } else {
    const slot = builder.column(columns.minutes, lag);
    steps.push(STEP.time, slot, minutesOf(leaf.time.from), minutesOf(leaf.time.to));
  }
}

const minutesOf = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));

function writeComparison(how: string, pair: readonly [Operand, Operand], { steps, builder, lag }: Writing): void {
  const [left, right] = pair.map((operand) => builder.operand(operand, lag)) as [number, number];
  if (how === 'equals') steps.push(STEP.equals, left, right, 0);
  else if (how === 'above' || how === 'at-least')
    steps.push(how === 'above' ? STEP.above : STEP.atLeast, left, right, 0);
  else steps.push(how === 'below' ? STEP.above : STEP.atLeast, right, left, 0);
}

/** Beyond now, and not beyond one base bar before. */
function writeCross({ crosses, left, right }: Extract<Leaf, { crosses: unknown }>, writing: Writing): void {
  const opposite = crosses === 'above' ? 'at-most' : 'at-least';
  writeComparison(crosses, [left, right], writing);
  writeComparison(opposite, [left, right], { ...writing, lag: writing.lag + 1 });
  writing.steps.push(STEP.all, 2, 0, 0);
}
