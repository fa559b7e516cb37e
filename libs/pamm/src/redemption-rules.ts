import { feeLotIdOf } from './draft.ts';
import type { Lot } from './lot.ts';
import type { Pool } from './pool.ts';
import type { RedeemRequest } from './requests.ts';
import { termsInForce, termsOfVersion } from './terms.ts';

/** Whether a lot may be sold for a request at an instant, or what still holds it back. */
export type Freedom = 'free' | 'locked' | 'notice';

/**
 * Lock-up and notice of a lot: its own terms or those in force, whichever is easier. Who asks between the announcement
 * and the effect of terms that hurt, and had joined before, is held back by neither.
 */
export function freedomOf(pool: Pool, lot: Lot, { request, atMs }: { request: RedeemRequest; atMs: number }): Freedom {
  const own = termsOfVersion(pool.terms, lot.termsVersion);
  const current = pool.terms.length === 1 ? own : termsInForce(pool.terms, atMs);
  const lockUpMs = Math.min(own.lockUpMs, current.lockUpMs);
  const noticeMs = Math.min(own.noticeMs, current.noticeMs);
  if (lockUpMs === 0 && noticeMs === 0) return 'free';
  if (lot.lotId === feeLotIdOf(pool)) return 'free';
  if (leavesFreely(pool, lot, request)) return 'free';
  if (atMs < lot.issuedAtMs + lockUpMs) return 'locked';
  return atMs < request.requestedAtMs + noticeMs ? 'notice' : 'free';
}

/** Whether a request was made in the exit window of a change of terms that came after the lot. */
const leavesFreely = ({ terms }: Pool, lot: Lot, { requestedAtMs }: RedeemRequest): boolean =>
  terms.some(
    ({ hurts, announcedAtMs, effectiveAtMs }) =>
      hurts && lot.issuedAtMs <= announcedAtMs && announcedAtMs <= requestedAtMs && requestedAtMs < effectiveAtMs,
  );
