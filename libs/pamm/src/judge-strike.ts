import { parseMinor } from './parse-minor.ts';
import type { Pool } from './pool.ts';
import type { NavClaim, StrikeOrder, StrikeRefusal } from './strike-order.ts';

/** How old a mark may be when the order does not say. Milliseconds. */
export const MARK_AGE_MS_MAX = 3_600_000;

const refuse = (code: StrikeRefusal['code'], detail: string): StrikeRefusal => ({ code, detail });

/** Why a strike cannot be made from these inputs; null when it can. The outside claim is judged when our own NAV is known. */
export function judgeStrike(pool: Pool, order: StrikeOrder): StrikeRefusal | null {
  const { atMs, differences = 0 } = order;
  if (pool.status === 'closed') return refuse('pool-closed', `series ${pool.series} ended in a total loss`);
  if (pool.struckAtMs !== null && atMs <= pool.struckAtMs)
    return refuse('not-newer', `a NAV as of ${pool.struckAtMs} exists`);
  if (differences > 0) return refuse('not-reconciled', `${differences} differences between venue and books`);
  return judgeMark(order);
}

function judgeMark({ atMs, markedAtMs, markAgeMsMax = MARK_AGE_MS_MAX }: StrikeOrder): StrikeRefusal | null {
  if (markedAtMs === null) return refuse('mark-missing', 'a position has no mark');
  if (markedAtMs > atMs) return refuse('mark-stale', 'a mark is from after the statement');
  if (atMs - markedAtMs > markAgeMsMax) return refuse('mark-stale', `a mark is ${atMs - markedAtMs} ms old`);
  return null;
}

/** Why an outside claim does not bear out our own NAV; null when it does, or when there is none. */
export function judgeClaim(pool: Pool, order: StrikeOrder, navMinor: bigint): StrikeRefusal | null {
  const { claim, claimToleranceMinor = 0n } = order;
  if (!claim) return null;
  const minor = parseMinor(claim.navText, pool.exponent);
  if (minor === null) return refuse('claim-unreadable', 'the claimed NAV is not a plain decimal');
  if (isStale(pool, order.atMs, claim)) return refuse('claim-stale', `the claim is as of ${claim.asOfMs}`);
  const gap = minor > navMinor ? minor - navMinor : navMinor - minor;
  return gap > claimToleranceMinor ? refuse('claim-off', `claimed ${minor}, ours is ${navMinor}`) : null;
}

/** A claim belongs to this strike alone: not to the last one, and not to the future. */
const isStale = ({ struckAtMs }: Pool, atMs: number, { asOfMs }: NavClaim): boolean =>
  !Number.isSafeInteger(asOfMs) || asOfMs > atMs || (struckAtMs !== null && asOfMs <= struckAtMs);
