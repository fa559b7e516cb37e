import type { Trial } from '../trial/trial.ts';

/** What the ledger keeps of a combination that was tried: enough to count it and to know how far the trials spread. */
export type TrialRecord = {
  readonly parametersDigest: string;
  /** Sharpe ratio per day; null when there was nothing to measure. A failed trial counts all the same. */
  readonly sharpePerDay: number | null;
  /** Days that it was measured on. */
  readonly days: number;
};

/** What the ledger keeps of a trial. */
export const recordOf = ({ parametersDigest, sharpePerDay, days }: Trial): TrialRecord => ({
  parametersDigest,
  sharpePerDay: Number.isFinite(sharpePerDay) ? sharpePerDay : null,
  days,
});
