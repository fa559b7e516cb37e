import { Decimal as Base } from 'decimal.js';

/** An owed number: exact decimal arithmetic, 60 significant digits, half-even, never in exponent notation. */
export const Decimal = Base.clone({ precision: 60, rounding: Base.ROUND_HALF_EVEN, toExpNeg: -60, toExpPos: 60 });
/** An owed number: exact decimal arithmetic, 60 significant digits, half-even, never in exponent notation. */
export type Decimal = Base;

/** Anything that is exactly a decimal: a string such as `0.10`, or a Decimal. Deliberately not a JS number. */
export type DecimalText = string | Decimal;

/** Zero, shared. */
export const ZERO: Decimal = new Decimal(0);

/** An exact decimal from text; floats are not accepted. @throws RangeError when the text is not a finite decimal. */
export function decimal(text: DecimalText): Decimal {
  const value = new Decimal(text);
  if (!value.isFinite()) throw new RangeError(`Not a finite decimal: ${String(text)}`);
  return value;
}

/** Largest multiple of `step` that is not above `value` (for a negative value: not below in size). `step` > 0. */
export function floorToStep(value: Decimal, step: Decimal): Decimal {
  return value.div(step).trunc().times(step);
}

/** The exact sum. */
export function sumDecimals(values: Iterable<Decimal>): Decimal {
  let total: Decimal = ZERO;
  for (const value of values) total = total.plus(value);
  return total;
}
