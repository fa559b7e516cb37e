import { digestOf } from '@orbiquant/kernel';
import type { ParameterValues } from '@orbiquant/quant';
import type { RunStatistics } from '../statistics/run-statistics.ts';

/** One combination of parameters, evaluated. */
export type Trial = {
  readonly parameters: ParameterValues;
  readonly parametersDigest: string;
  /** One number for each objective of the problem, larger is better; -Infinity when there is nothing to measure. */
  readonly objectives: readonly number[];
  readonly statistics: RunStatistics | null;
  /** Simple return of each UTC day, 0.01 = 1 %; empty where it was not kept. */
  readonly returns: Float64Array;
  /** Sharpe ratio per day (not annualised), NaN when there is nothing to measure, and the days it was measured on. */
  readonly sharpePerDay: number;
  readonly days: number;
  /** Whether it meets the problem's constraints; what is not feasible never wins. */
  readonly feasible: boolean;
  /** Why it could not be evaluated; it counts as a trial all the same. */
  readonly failure: { readonly code: string; readonly message: string } | null;
};

/** Names a combination: the same parameters in any order have the same digest. */
export const parametersDigestOf = (parameters: ParameterValues): string => digestOf(parameters);

/** A combination that could not be evaluated. */
export const failedTrial = (
  { objectives }: { readonly objectives: readonly unknown[] },
  parameters: ParameterValues,
  failure: NonNullable<Trial['failure']>,
): Trial => ({
  parameters,
  parametersDigest: parametersDigestOf(parameters),
  objectives: objectives.map(() => -Infinity),
  statistics: null,
  returns: new Float64Array(0),
  sharpePerDay: NaN,
  days: 0,
  feasible: false,
  failure,
});
