import type { RuleNumber, RuleParameter } from '../language/rule-number.ts';
import type { RuleFaultCode } from '../rule-codes.ts';
import { suggestion, type RuleFaults } from './rule-fault.ts';

/** What a number may be: between two bounds, both allowed unless said otherwise. */
export type NumberRange = {
  readonly min: number;
  readonly max: number;
  readonly isWhole?: boolean;
  /** Whether `min` itself is refused. */
  readonly isAboveMin?: boolean;
  /** Whether `max` itself is refused. */
  readonly isBelowMax?: boolean;
  /** Code of the fault when it is not in range; `out-of-range` unless told. */
  readonly code?: RuleFaultCode;
};

/** Where a number stands and what is known around it. */
export type NumberPlace = {
  readonly path: string;
  readonly parameters: ReadonlyMap<string, RuleParameter>;
  readonly faults: RuleFaults;
};

/** The values that a number may take: its own, or all that its parameter may take. Unknown parameters give null. */
export function spanOf(number: RuleNumber, parameters: ReadonlyMap<string, RuleParameter>) {
  if (typeof number === 'number') return { min: number, max: number, isWhole: Number.isInteger(number) };
  const spec = parameters.get(number.parameter);
  return spec ? { min: spec.min, max: spec.max, isWhole: spec.kind === 'integer' } : null;
}

/** Tells when a number, or a parameter anywhere in its range, is not what is allowed here. */
export function checkNumber(number: RuleNumber, range: NumberRange, { path, parameters, faults }: NumberPlace): void {
  const span = spanOf(number, parameters);
  if (!span) return;
  if (range.isWhole && !span.isWhole) faults.add(path, 'not-whole', 'it is a whole number');
  else if (isOutside(span, range)) faults.add(path, range.code ?? 'out-of-range', rangeText(range, number));
}

function isOutside(span: { min: number; max: number }, { min, max, isAboveMin, isBelowMax }: NumberRange): boolean {
  const isTooLow = isAboveMin ? span.min <= min : span.min < min;
  return isTooLow || (isBelowMax ? span.max >= max : span.max > max);
}

function rangeText({ min, max, isAboveMin, isBelowMax }: NumberRange, number: RuleNumber): string {
  const low = `${isAboveMin ? 'above' : 'from'} ${min}`;
  const high = max === Infinity ? '' : `${isBelowMax ? ' and below' : ' to'} ${max}`;
  const whose = typeof number === 'number' ? 'it' : `every value of parameter ${number.parameter}`;
  return `${whose} lies ${low}${high}`;
}

/** Tells when a number names a parameter that is not declared. */
export function checkParameterName(number: RuleNumber, { path, parameters, faults }: NumberPlace): void {
  if (typeof number === 'number' || parameters.has(number.parameter)) return;
  const near = suggestion(number.parameter, [...parameters.keys()]);
  faults.add(`${path}.parameter`, 'unknown-parameter', `there is no parameter '${number.parameter}'${near}`);
}
