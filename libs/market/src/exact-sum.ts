import { Decimal } from '@orbiquant/kernel';

/** Decimal places tried in turn; numbers that are all whole on one of these grids are added as integers. */
const SCALES = [1e8, 1e5, 1e2, 1] as const;

/**
 * Measured quantities added as the decimals they were written as: 0.1 + 0.2 is 0.3, and twelve 5-minute volumes are the
 * exchange's own hourly volume to the last digit. 0 when there are none.
 *
 * @param values  Finite numbers of one unit, each meaning its shortest decimal text.
 * @returns       The double nearest to the exact sum.
 */
export function exactSum(values: readonly number[]): number {
  for (const scale of SCALES) {
    const whole = wholeSum(values, scale);
    // a quotient of two exact integers is the double nearest to the decimal, which is what its text parses to
    if (whole !== null) return whole / scale;
  }
  return Number(values.reduce((sum, value) => sum.plus(value), new Decimal(0)).toString());
}

/** Two measured quantities added as the decimals they were written as. */
export const addExact = (a: number, b: number): number => exactSum([a, b]);

/** The sum in units of 1/scale, when every step of it is a whole number that a double holds exactly; else null. */
function wholeSum(values: readonly number[], scale: number): number | null {
  let sum = 0;
  for (const value of values) {
    const whole = wholeOn(value, scale);
    if (whole === null || !Number.isSafeInteger((sum += whole))) return null;
  }
  return sum;
}

/** Below this the double nearest to a multiple of 1/scale belongs to no other multiple. */
const WHOLE_MAX = 2 ** 51;

/** `value * scale` when that is exactly a whole number, else null. */
function wholeOn(value: number, scale: number): number | null {
  const whole = Math.round(value * scale);
  return Math.abs(whole) < WHOLE_MAX && whole / scale === value ? whole : null;
}
