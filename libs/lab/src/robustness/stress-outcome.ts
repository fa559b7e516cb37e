import type { LabStress } from '@orbiquant/contracts';
import type { Trial } from '../trial/trial.ts';
import type { Stress } from './stress-plan.ts';

/** What a stressed run gave. Plain JSON; null where there was nothing to measure. */
export type StressRun = { readonly totalReturn: number | null; readonly sharpe: number | null };

/** Share of several runs that still gain, and of the Sharpe ratio that the middle one keeps, for a stress to be held. */
export const GAINING_MIN = 0.75;
export const KEPT_MIN = 0.5;

/** What is kept of a trial. */
export const stressRunOf = ({ statistics }: Trial): StressRun => ({
  totalReturn: numberOrNull(statistics?.totalReturn),
  sharpe: numberOrNull(statistics?.sharpe),
});

const numberOrNull = (value: number | undefined): number | null =>
  value !== undefined && Number.isFinite(value) ? value + 0 : null;

/**
 * A stress with its figures. One run holds when it still gains; of several, three quarters have to gain and the middle
 * one has to keep half of the Sharpe ratio. A run that failed did not gain.
 *
 * @param base  Sharpe ratio of the run without any stress.
 */
export function stressOutcome({ code, params }: Stress, runs: readonly StressRun[], base: number): LabStress {
  const earned = runs.map(({ totalReturn }) => totalReturn ?? -1);
  const ratios = runs.map(({ sharpe }) => sharpe ?? -Infinity);
  const gaining = earned.filter((value) => value > 0).length / runs.length;
  const sharpe = middleOf(ratios);
  const kept = base > 0 ? sharpe / base : NaN;
  const passes = runs.length === 1 ? gaining === 1 : gaining >= GAINING_MIN && kept >= KEPT_MIN;
  const figures = {
    runs: runs.length,
    gaining,
    kept,
    sharpe,
    base,
    totalReturn: middleOf(earned),
    worst: Math.min(...earned),
  };
  return { code, passes, params: { ...params, ...Object.fromEntries(Object.entries(figures).filter(isNumber)) } };
}

const isNumber = ([, value]: readonly [string, number]): boolean => Number.isFinite(value);

/** The middle value, the lower of two. */
const middleOf = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[(values.length - 1) >> 1] ?? NaN;
