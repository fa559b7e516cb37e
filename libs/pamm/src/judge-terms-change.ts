import type { Terms } from './terms.ts';

/** Which way a change of one term goes for those who have joined. */
export type Direction = 'hurts' | 'helps' | 'neutral';
/** A term that changed. */
export type TermChange = { term: keyof Terms; direction: Direction };
/** What a change of terms means for those who have joined, and from when it holds for them. */
export type TermsVerdict = {
  changes: readonly TermChange[];
  hurts: boolean;
  effectiveAtMs: number;
  /** From announcement to effect: who joined before may leave without lock-up, notice or charge for leaving. Null when nothing hurts. */
  exitWindow: { fromMs: number; toMs: number } | null;
};

const DAYS_7_MS = 7 * 86_400_000;
const MORE_HURTS = [
  'investmentMinMinor',
  'performanceFeeE9',
  'managementFeeE9',
  'lockUpMs',
  'noticeMs',
] as const satisfies ReadonlyArray<keyof Terms>;

/**
 * Which way each change goes, and when the new terms take effect: at once when nothing hurts, else after
 * max(7 days, twice the longer of the two notice periods), so that everybody can leave under the old terms first.
 * A performance fee already earned stays owed by who leaves: it is not a charge for leaving.
 */
export function judgeTermsChange(before: Terms, after: Terms, announcedAtMs: number): TermsVerdict {
  const changes = [...MORE_HURTS.flatMap((term) => direct(term, before[term], after[term])), ...other(before, after)];
  const hurts = changes.some(({ direction }) => direction === 'hurts');
  const delayMs = Math.max(DAYS_7_MS, 2 * Math.max(before.noticeMs, after.noticeMs));
  const effectiveAtMs = hurts ? announcedAtMs + delayMs : announcedAtMs;
  return { changes, hurts, effectiveAtMs, exitWindow: hurts ? { fromMs: announcedAtMs, toMs: effectiveAtMs } : null };
}

function direct(term: keyof Terms, before: bigint | number, after: bigint | number): TermChange[] {
  if (before === after) return [];
  return [{ term, direction: after > before ? 'hurts' : 'helps' }];
}

function other(before: Terms, after: Terms): TermChange[] {
  const hurdle = direct('hurdleE9', after.hurdleE9, before.hurdleE9);
  return before.status === after.status ? hurdle : [...hurdle, { term: 'status', direction: 'neutral' }];
}
