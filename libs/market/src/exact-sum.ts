import { Decimal } from '@orbiquant/kernel';

/** Decimal places tried in turn; a pair of numbers that are whole on one of these grids is added as integers. */
const SCALES = [1e8, 1e5, 1e2, 1] as const;

/**
 * Two measured quantities added as the decimals they were written as: 0.1 + 0.2 is 0.3.
 * Adding twelve 5-minute volumes this way gives the exchange's own hourly volume to the last digit.
 *
 * @param a  Finite number, meaning its shortest decimal text. Any unit; `b` has the same.
 */
export function addExact(a: number, b: number): number {
  for (const scale of SCALES) {
    const left = wholeOn(a, scale);
    const right = wholeOn(b, scale);
    if (left === null || right === null) continue;
    const sum = left + right;
    // a quotient of two exact integers is the double nearest to the decimal, which is what its text parses to
    if (Number.isSafeInteger(sum)) return sum / scale;
  }
  return Number(new Decimal(a).plus(b).toString());
}

/** The exact decimal sum of measured quantities; 0 when there are none. */
export const exactSum = (values: Iterable<number>): number => {
  let total = 0;
  for (const value of values) total = addExact(total, value);
  return total;
};

/** `value * scale` when that is exactly a whole number, else null. */
function wholeOn(value: number, scale: number): number | null {
  const whole = Math.round(value * scale);
  return Number.isSafeInteger(whole) && whole / scale === value ? whole : null;
}
