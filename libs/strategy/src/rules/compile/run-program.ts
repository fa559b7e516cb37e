import { FALSE, STEP, STEP_WIDTH, TRUE, UNKNOWN, type Program, type Slots } from './program.ts';

/** No program needs more: a step pushes one truth, and a rule set has at most 300 nodes, each read at two bars. */
const STACK_SIZE = 1_024;
const stack = new Uint8Array(STACK_SIZE);
const { above, atLeast, equals, test, days, all, any, not } = STEP;

/** Truth of a condition at a bar: 0 false, 1 true, 2 unknown. Allocates nothing and looks at no later bar. */
export function runProgram({ steps, slots }: Program, at: number): number {
  let top = 0;
  for (let step = 0; step < steps.length; step += STEP_WIDTH) {
    const kind = steps[step]!;
    const operand = steps[step + 1]!;
    if (kind < test) {
      stack[top++] = compare(kind, steps, { step, at, slots });
    } else if (kind <= days) {
      stack[top++] = testOne(kind, steps, { step, value: valueOf(slots, operand, at) });
    } else if (kind === not) {
      stack[top - 1] = negated(stack[top - 1]!);
    } else {
      const count = kind === all || kind === any ? operand : 2;
      top -= count;
      stack[top] = kind === all ? allOf(top, count) : kind === any ? anyOf(top, count) : becomes(top);
      top++;
    }
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

type Spot = { readonly step: number; readonly at: number; readonly slots: Slots };

function compare(kind: number, steps: Int32Array, { step, at, slots }: Spot): number {
  const left = valueOf(slots, steps[step + 1]!, at);
  const right = valueOf(slots, steps[step + 2]!, at);
  if (left !== left || right !== right) return UNKNOWN;
  if (kind === above) return left > right ? TRUE : FALSE;
  if (kind === atLeast) return left >= right ? TRUE : FALSE;
  if (kind === equals) return left === right ? TRUE : FALSE;
  return isWithin(left, right, valueOf(slots, steps[step + 3]!, at)) ? TRUE : FALSE;
}

const isWithin = (value: number, of: number, percent: number): boolean =>
  (value > of ? value - of : of - value) * 100 <= (of < 0 ? -of : of) * percent;

function testOne(kind: number, steps: Int32Array, { step, value }: { step: number; value: number }): number {
  if (value !== value) return UNKNOWN;
  if (kind === test) return value === 1 ? TRUE : FALSE;
  if (kind === days) return (steps[step + 2]! >> value) & 1;
  const from = steps[step + 2]!;
  const to = steps[step + 3]!;
  const isIn = from < to ? value >= from && value < to : value >= from || value < to;
  return isIn ? TRUE : FALSE;
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
const becomes = (from: number): number => (stack[from] === TRUE ? (stack[from + 1] === TRUE ? FALSE : TRUE) : stack[from]!);
