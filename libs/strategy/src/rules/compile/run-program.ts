import { FALSE, STEP, STEP_WIDTH, TRUE, UNKNOWN, type Program, type Slots } from './program.ts';

/** No program needs more: a step pushes one truth, and a rule set has at most 300 nodes, each read at two bars. */
const STACK_SIZE = 1_024;
const stack = new Uint8Array(STACK_SIZE);
const { above, atLeast, within, test, days, all, any, not, becomes } = STEP;

/** Truth of a condition at a bar: 0 false, 1 true, 2 unknown. Allocates nothing and looks at no later bar. */
export function runProgram(program: Program, at: number): number {
  const { steps } = program;
  let top = 0;
  for (let step = 0; step < steps.length; step += STEP_WIDTH) {
    const kind = steps[step]!;
    if (kind <= days) {
      stack[top++] = leafTruth(program, step, at);
      continue;
    }
    const count = kind === not ? 1 : kind === becomes ? 2 : steps[step + 1]!;
    top -= count;
    stack[top] = joined(kind, top, count);
    top++;
  }
  return stack[0]!;
}

/** The figure of a slot at a bar; NaN before the first. */
export function valueOf(slots: Slots, slot: number, at: number): number {
  const place = slots.place[slot]!;
  if (place >= 0) {
    const from = at - slots.lag[slot]!;
    return from < 0 ? NaN : slots.columns[place]![from]!;
  }
  const value = slots.registers[-1 - place]!;
  const divisor = slots.divisor[slot]!;
  if (divisor < 0) return value;
  const by = valueOf(slots, divisor, at);
  return by > 0 ? value / by : NaN;
}

/** Truth of a step that reads figures. */
function leafTruth(program: Program, step: number, at: number): number {
  const { steps, slots } = program;
  const kind = steps[step]!;
  const value = valueOf(slots, steps[step + 1]!, at);
  if (value !== value) return UNKNOWN;
  if (kind >= test) return calendarTruth(steps, step, value);
  const other = valueOf(slots, steps[step + 2]!, at);
  if (other !== other) return UNKNOWN;
  return kind === within
    ? withinTruth(value, other, valueOf(slots, steps[step + 3]!, at))
    : compared(kind, value, other);
}

function compared(kind: number, left: number, right: number): number {
  if (kind === above) return left > right ? TRUE : FALSE;
  if (kind === atLeast) return left >= right ? TRUE : FALSE;
  return left === right ? TRUE : FALSE;
}

function withinTruth(value: number, of: number, percent: number): number {
  const away = value > of ? value - of : of - value;
  return away * 100 <= (of < 0 ? -of : of) * percent ? TRUE : FALSE;
}

function calendarTruth(steps: Int32Array, step: number, value: number): number {
  const kind = steps[step]!;
  if (kind === test) return value === 1 ? TRUE : FALSE;
  if (kind === days) return (steps[step + 2]! >> value) & 1;
  return timeTruth(value, steps[step + 2]!, steps[step + 3]!);
}

function timeTruth(minute: number, from: number, to: number): number {
  const isAfter = minute >= from;
  const isBefore = minute < to;
  return (from < to ? isAfter && isBefore : isAfter || isBefore) ? TRUE : FALSE;
}

/** Truth of a step that combines the truths that were pushed last. */
function joined(kind: number, from: number, count: number): number {
  if (kind === all) return allOf(from, count);
  if (kind === any) return anyOf(from, count);
  return kind === not ? negated(stack[from]!) : begun(stack[from]!, stack[from + 1]!);
}

const negated = (truth: number): number => (truth === UNKNOWN ? UNKNOWN : 1 - truth);

/** Strong three-valued logic. @see S. C. Kleene, Introduction to Metamathematics, 1952, section 64. */
function allOf(from: number, count: number): number {
  let truth: number = TRUE;
  for (let k = from; k < from + count; k++) {
    if (stack[k] === FALSE) return FALSE;
    if (stack[k] === UNKNOWN) truth = UNKNOWN;
  }
  return truth;
}

function anyOf(from: number, count: number): number {
  let truth: number = FALSE;
  for (let k = from; k < from + count; k++) {
    if (stack[k] === TRUE) return TRUE;
    if (stack[k] === UNKNOWN) truth = UNKNOWN;
  }
  return truth;
}

/** Holds now and did not one bar before; what was not known then did not hold. */
function begun(now: number, before: number): number {
  if (now !== TRUE) return now;
  return before === TRUE ? FALSE : TRUE;
}
