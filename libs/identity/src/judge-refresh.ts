/** A refresh token as it is stored, with the family it belongs to. */
export type StoredRefresh = { usedAtMs: number | null; expiresAtMs: number; sessionEnded: boolean };

/** What a presented refresh token earns: a new one, a second try, nothing, or the end of its whole family. */
export type RefreshVerdict = 'rotate' | 'try-again' | 'refuse' | 'end-family';

/** How long after its use a token counts as a concurrent request of the same browser rather than as stolen. */
export const REFRESH_GRACE_MS = 10_000;

/** Judges a refresh token. Within the grace nothing is issued either, so the grace gives a thief nothing. */
export function judgeRefresh(token: StoredRefresh | null, nowMs: number): RefreshVerdict {
  if (!token || token.sessionEnded || token.expiresAtMs <= nowMs) return 'refuse';
  if (token.usedAtMs === null) return 'rotate';
  return nowMs - token.usedAtMs <= REFRESH_GRACE_MS ? 'try-again' : 'end-family';
}
