import { invariant } from '@orbiquant/kernel';

/** Money that moves between an investor and the portfolio. */
export type CashFlow = {
  /** Epoch milliseconds. */
  atMs: number;
  /** From the investor's purse: paid in < 0, received (also the final value) > 0; quote units. */
  amountQuote: number;
};

/** The yearly rate, or why there is not exactly one. */
export type MoneyWeightedReturn =
  { ok: true; annualRate: number } | { ok: false; refusal: 'no-root' | 'several-roots' | 'no-time' };

const YEAR_MS = 365 * 86_400_000;
const GRID = 2_000;

/**
 * Money-weighted return (IRR): the yearly rate at which all that was paid in is worth all that came back.
 *
 * Years of 365 days from the first flow (as XIRR). Searches rates from -99.9999 % to +1,000,000 % a year.
 *
 * @param flows  At least two, any order, finite amounts.
 * @returns      A fraction per year; a refusal when no rate fits (all flows on one side, or beyond the range), when
 *               several do (the question has no one answer), or when all flows fall on one instant.
 * @throws       Invariant, for fewer than two flows or an amount or time that is not finite.
 * @see          C. Bacon, "Practical Portfolio Performance Measurement and Attribution", 2nd ed., 2008, section 3.1.
 */
export function moneyWeightedReturn(flows: readonly CashFlow[]): MoneyWeightedReturn {
  invariant(flows.length >= 2, 'a money-weighted return needs at least two flows');
  invariant(
    flows.every(({ atMs, amountQuote }) => Number.isFinite(atMs) && Number.isFinite(amountQuote)),
    'times and amounts of flows are finite',
  );
  const startMs = Math.min(...flows.map(({ atMs }) => atMs));
  const years = flows.map(({ atMs, amountQuote }) => ({ at: (atMs - startMs) / YEAR_MS, amountQuote }));
  if (years.every(({ at }) => at === 0)) return { ok: false, refusal: 'no-time' };
  const lastAt = Math.max(...years.map(({ at }) => at));
  // Worth at the end for negative rates, at the start for others: same sign, and no exponent overflows.
  const value = (logRate: number): number =>
    years.reduce((sum, { at, amountQuote }) => {
      const exponent = -logRate * (at - (logRate < 0 ? lastAt : 0));
      return sum + amountQuote * Math.exp(exponent);
    }, 0);
  const brackets = signChanges(value, Math.log(1e-6), Math.log(1e4));
  if (brackets.length !== 1) return { ok: false, refusal: brackets.length === 0 ? 'no-root' : 'several-roots' };
  return { ok: true, annualRate: Math.expm1(bisected(value, brackets[0]!)) };
}

/** Intervals of a fine grid over which a function changes its sign. */
function signChanges(of: (x: number) => number, from: number, to: number): Array<[number, number]> {
  const found: Array<[number, number]> = [];
  let left = from;
  let leftSign = Math.sign(of(from));
  for (let step = 1; step <= GRID; step++) {
    const right = from + ((to - from) * step) / GRID;
    const sign = Math.sign(of(right));
    if (sign === 0) continue;
    if (leftSign !== 0 && sign !== leftSign) found.push([left, right]);
    left = right;
    leftSign = sign;
  }
  return found;
}

function bisected(of: (x: number) => number, [from, to]: [number, number]): number {
  const sign = Math.sign(of(from));
  let [left, right] = [from, to];
  for (let step = 0; step < 200; step++) {
    const middle = (left + right) / 2;
    if (middle === left || middle === right) break;
    if (Math.sign(of(middle)) === sign) left = middle;
    else right = middle;
  }
  return (left + right) / 2;
}
