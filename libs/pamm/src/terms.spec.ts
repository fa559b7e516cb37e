import { describe, expect, it } from '@jest/globals';
import { AppError } from '@orbiquant/kernel';
import { judgeTermsChange } from './judge-terms-change.ts';
import { announceTerms } from './pool.ts';
import type { Terms } from './terms.ts';
import {
  DAY_MS,
  fundedPool,
  inCash,
  plainTerms,
  redeemAll,
  START_MS,
  struck,
  subscribe,
  testPool,
} from './testing/test-pool.ts';

const UNIT = 1_000_000n;
const dayMs = (day: number): number => START_MS + day * DAY_MS;
const before: Terms = { ...plainTerms, performanceFeeE9: 200_000_000n, hurdleE9: 10_000_000n, noticeMs: DAY_MS };

describe('a change of terms', () => {
  it.each([
    ['performanceFeeE9', 300_000_000n, 'hurts'],
    ['performanceFeeE9', 100_000_000n, 'helps'],
    ['managementFeeE9', 1n, 'hurts'],
    ['investmentMinMinor', 1n, 'hurts'],
    ['hurdleE9', 0n, 'hurts'],
    ['hurdleE9', 20_000_000n, 'helps'],
    ['lockUpMs', 1, 'hurts'],
    ['noticeMs', 0, 'helps'],
    ['status', 'closed', 'neutral'],
  ])('of %s to %s %s', (term, value, direction) => {
    const verdict = judgeTermsChange(before, { ...before, [term]: value }, START_MS);
    expect(verdict.changes).toEqual([{ term, direction }]);
    expect(verdict.hurts).toBe(direction === 'hurts');
  });
  it('that hurts takes effect after max(7 days, twice the notice); one that helps, at once', () => {
    const effectOf = (after: Partial<Terms>) =>
      judgeTermsChange(before, { ...before, ...after }, START_MS).effectiveAtMs;
    expect(effectOf({ performanceFeeE9: 300_000_000n })).toBe(dayMs(7));
    expect(effectOf({ noticeMs: 5 * DAY_MS })).toBe(dayMs(10));
    expect(effectOf({ performanceFeeE9: 0n })).toBe(START_MS);
    expect(effectOf({})).toBe(START_MS);
  });
  it('cannot ask for a rate of 100 %, or less than nothing', () => {
    const codes = (terms: Partial<Terms>): readonly string[] => {
      try {
        testPool(terms);
      } catch (error) {
        if (error instanceof AppError) return error.options.errors!.map(({ path, code }) => `${path} ${code}`);
      }
      return [];
    };
    expect(codes({ performanceFeeE9: 1_000_000_000n, noticeMs: -1 })).toEqual([
      'noticeMs negative',
      'performanceFeeE9 out-of-range',
    ]);
  });
});

describe('terms of those who joined', () => {
  const held: Partial<Terms> = { performanceFeeE9: 100_000_000n, lockUpMs: 400 * DAY_MS, noticeMs: 3 * DAY_MS };
  const joined = fundedPool(testPool(held), { a: 1_000n * UNIT });
  const dearer = announceTerms(joined, { ...plainTerms, ...held, performanceFeeE9: 300_000_000n }, dayMs(2));

  it('are frozen until the change takes effect, and never touch a gain made before', () => {
    const early = struck(dearer, 5, { venueEquityMinor: 1_100n * UNIT, crystallise: true });
    expect(early.feeEvents).toMatchObject([{ feeMinor: 10n * UNIT, why: 'month-end' }]);
    const turn = struck(dearer, 31, { venueEquityMinor: 1_100n * UNIT });
    expect(turn.feeEvents).toMatchObject([{ feeMinor: 10n * UNIT, why: 'terms-change' }]);
    const [after] = struck(turn.pool, 60, { venueEquityMinor: 1_210n * UNIT, crystallise: true }).feeEvents;
    // The investor's 1,090 grew by a tenth: 109 of gain, 30 % of it.
    expect(32_700_000n - after!.feeMinor).toBeLessThanOrEqual(1n);
    expect(32_700_000n - after!.feeMinor).toBeGreaterThanOrEqual(0n);
  });
  it('never take effect before a change that was announced earlier', () => {
    const softened = announceTerms(dearer, { ...plainTerms, ...held, performanceFeeE9: 200_000_000n }, dayMs(3));
    expect(softened.terms.map(({ effectiveAtMs, hurts }) => [effectiveAtMs, hurts])).toEqual([
      [START_MS, false],
      [dayMs(9), true],
      [dayMs(9), false],
    ]);
    const { feeEvents } = struck(softened, 5, { venueEquityMinor: 1_100n * UNIT, crystallise: true });
    expect(feeEvents).toMatchObject([{ feeMinor: 10n * UNIT }]);
  });
  it('let them leave without lock-up and notice between announcement and effect', () => {
    const leave = (requestedAtMs: number) =>
      struck(inCash(dearer), 10, { venueEquityMinor: 0n, requests: [redeemAll('r', 'a', { requestedAtMs })] });
    expect(leave(dayMs(2) - 1).waiting).toMatchObject([{ why: 'locked' }]);
    expect(leave(dayMs(2)).dealt).toMatchObject([{ cashMinor: 1_000n * UNIT }]);
    expect(leave(dayMs(9) - 1).dealt).toHaveLength(1);
    expect(leave(dayMs(9)).waiting).toMatchObject([{ why: 'locked' }]);
  });
  it('are the new ones at once for who joins after the announcement, without an exit window', () => {
    const late = struck(dearer, 3, { requests: [subscribe('b', 1_000n * UNIT, { requestedAtMs: dayMs(2.5) })] });
    expect(late.pool.lots.map(({ termsVersion }) => termsVersion)).toEqual([1, 2]);
    const leave = redeemAll('r', 'b', { requestedAtMs: dayMs(4) });
    expect(struck(inCash(late.pool), 8, { venueEquityMinor: 0n, requests: [leave] }).waiting).toMatchObject([
      { why: 'locked' },
    ]);
  });
  it('are the easier of old and new for lock-up and notice', () => {
    const easier = announceTerms(joined, { ...plainTerms, ...held, lockUpMs: 0, noticeMs: 0 }, dayMs(2));
    const leave = redeemAll('r', 'a', { requestedAtMs: dayMs(3) });
    expect(struck(inCash(easier), 4, { venueEquityMinor: 0n, requests: [leave] }).dealt).toHaveLength(1);
  });
  it('close an offer to new money, which goes back', () => {
    const closed = announceTerms(joined, { ...plainTerms, ...held, status: 'closed' }, dayMs(2));
    expect(struck(closed, 3, { requests: [subscribe('b', UNIT)] }).refused).toMatchObject([{ why: 'offer-closed' }]);
  });
});
