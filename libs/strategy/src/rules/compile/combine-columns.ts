import type { COMBINATIONS } from '../language/series.ts';

type Combination = (typeof COMBINATIONS)[number];

const OPERATIONS: Readonly<Record<Combination, (left: number, right: number) => number>> = {
  add: (left, right) => left + right,
  subtract: (left, right) => left - right,
  multiply: (left, right) => left * right,
  divide: (left, right) => left / right,
  max: Math.max,
  min: Math.min,
};

/** Two columns as one, bar by bar; NaN where either is, and where the outcome is not finite. */
export function combineColumns(how: Combination, left: Float64Array, right: Float64Array): Float64Array {
  const operate = OPERATIONS[how];
  const combined = new Float64Array(left.length);
  for (let at = 0; at < combined.length; at++) {
    const value = operate(left[at]!, right[at]!);
    // the difference of infinities is NaN
    combined[at] = value - value === 0 ? value : NaN;
  }
  return combined;
}
