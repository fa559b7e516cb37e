import { digestOf } from '@orbiquant/kernel';
import type { TrialRecord } from './trial-record.ts';

/** Marks a combination that was looked at in training windows only. */
const TRAINED = 'window:';
const WALKED = 'walk-forward:';
/** The same where the ledger has put the name of another strategy before it. */
const IS_TRAINED = /(^|:)window:/;

/** A combination that training windows tried: it was looked at, so it counts, but not measured on the whole of the data. */
export const trainedRecord = (parametersDigest: string, days: number): TrialRecord => ({
  parametersDigest: `${TRAINED}${parametersDigest}`,
  sharpePerDay: null,
  days,
});

/** A walk-forward as one trial: what it searched and how its windows lay name it. */
export const walkRecord = (
  walk: unknown,
  { sharpePerDay, days }: Omit<TrialRecord, 'parametersDigest'>,
): TrialRecord => ({
  parametersDigest: `${WALKED}${digestOf(walk)}`,
  sharpePerDay,
  days,
});

/**
 * What counts against the tests of a walk-forward: every earlier look at them. Combinations that were tried in training
 * windows alone are not among them, as none of them was chosen by its test.
 */
export const lookedAtTests = (records: readonly TrialRecord[]): TrialRecord[] =>
  records.filter(({ parametersDigest }) => !IS_TRAINED.test(parametersDigest));
