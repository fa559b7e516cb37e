import type { TrialRecord } from './trial-record.ts';

/** Every combination once: what was tried before, and what is new. The same combination tried again is one trial. */
export function mergeRecords(before: readonly TrialRecord[], now: readonly TrialRecord[]): TrialRecord[] {
  const known = new Map(before.map((record) => [record.parametersDigest, record]));
  for (const record of now) if (!known.has(record.parametersDigest)) known.set(record.parametersDigest, record);
  return [...known.values()];
}
