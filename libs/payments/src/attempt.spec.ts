import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  ATTEMPT_POLICY,
  backOff,
  idleLeg,
  judgeAbsence,
  mayTry,
  openAttempt,
  refusalIsFinal,
  tryAgain,
} from './index.ts';

const HOUR_MS = 3_600_000;
const at = (nowMs: number) => ({ nowMs, key: 'k', fingerprint: 'f' });
const opened = openAttempt(idleLeg(), at(0), ATTEMPT_POLICY).attempt!;

describe('an attempt', () => {
  it('W6 is never sent again once the processor may have forgotten its key', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 72 * HOUR_MS }), { maxLength: 40 }), (times) => {
        let attempt = opened;
        for (const nowMs of times.sort((a, b) => a - b)) {
          if (!mayTry(attempt, nowMs, ATTEMPT_POLICY)) continue;
          attempt = tryAgain(attempt, nowMs, ATTEMPT_POLICY);
          expect(attempt.deadlineAtMs).toBeLessThan(24 * HOUR_MS);
        }
        expect(attempt.tries).toBeLessThanOrEqual(ATTEMPT_POLICY.triesMax);
      }),
    );
  });
  it('W23 is not sent at a time before its first try, which only a wrong clock can show', () => {
    expect(mayTry(opened, -1, ATTEMPT_POLICY)).toBe(false);
  });
  it('W8 waits longer each time, between half the ceiling and the ceiling', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 12 }), fc.double({ min: 0, max: 0.999, noNaN: true }), (tries, jitter) => {
        const { nextMoveAtMs } = backOff({ ...opened, tries }, { nowMs: 0, jitter, atLeastMs: 0 }, ATTEMPT_POLICY);
        const ceiling = Math.min(ATTEMPT_POLICY.backoffMaxMs, ATTEMPT_POLICY.backoffMinMs * 2 ** tries);
        expect(nextMoveAtMs).toBeGreaterThanOrEqual(ceiling / 2);
        expect(nextMoveAtMs).toBeLessThanOrEqual(ceiling);
      }),
    );
  });
  it('W9 a refusal is final only for the last try, and when no earlier one may still arrive', () => {
    const second = tryAgain(opened, 10_000, ATTEMPT_POLICY);
    expect(refusalIsFinal(opened, 1, 1)).toBe(true);
    expect(refusalIsFinal(second, 1, 10 * HOUR_MS)).toBe(false);
    expect(refusalIsFinal(second, 2, 80_000)).toBe(false);
    expect(refusalIsFinal(second, 2, 80_001)).toBe(true);
  });
  it('W6 is proven absent only by two look-ups, an hour to half a day apart, the second after 48 hours', () => {
    const times = fc.array(fc.integer({ min: 0, max: 120 * HOUR_MS }), { maxLength: 30 });
    fc.assert(
      fc.property(times, (looks) => {
        let attempt = opened;
        const seen: number[] = [];
        for (const askedAtMs of looks.sort((a, b) => a - b)) {
          const verdict = judgeAbsence(attempt, askedAtMs, ATTEMPT_POLICY);
          ({ attempt } = verdict);
          if (!verdict.proven) seen.push(askedAtMs);
          else {
            expect(askedAtMs).toBeGreaterThan(48 * HOUR_MS);
            const gaps = seen.map((first) => askedAtMs - first);
            expect(gaps.some((gap) => gap >= HOUR_MS && gap <= 12 * HOUR_MS)).toBe(true);
            return;
          }
        }
      }),
    );
  });
});
