import { invariant } from '@orbiquant/kernel';

/** How many returns make a year: 365 for daily crypto, 252 for daily equities, 52 weekly, 12 monthly. */
export type Annualisation = { periodsPerYear: number };

/** A rate per period: one for all periods, or one per period. */
export type PerPeriod = number | Float64Array;

/** Checks an annualisation factor. @throws Invariant, unless it is a finite number above zero. */
export function checkedPeriodsPerYear({ periodsPerYear }: Annualisation): number {
  invariant(periodsPerYear > 0 && Number.isFinite(periodsPerYear), 'periods per year is a finite number above zero');
  return periodsPerYear;
}

/** Returns in excess of a rate per period. @throws Invariant, when a series of rates has another length. */
export function excessOver(returns: Float64Array, rate: PerPeriod): Float64Array {
  if (typeof rate === 'number') return returns.map((value) => value - rate);
  invariant(rate.length === returns.length, 'a series of rates is as long as the returns');
  return returns.map((value, at) => value - rate[at]!);
}
