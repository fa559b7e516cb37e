/** Failed sign-ins of one account from one address since `windowStartedAtMs`. */
export type Failures = { failures: number; windowStartedAtMs: number };

/** How many failures an account and address have before they must wait, and how long a window lasts. */
export const SIGN_IN_FAILURES_MAX = 5;
/** Length of the window in which failures are counted. */
export const SIGN_IN_WINDOW_MS = 15 * 60_000;

/** Milliseconds until another attempt is let through; 0 when it may be made now. */
export function waitMs(seen: Failures | null, nowMs: number): number {
  if (!seen || seen.failures < SIGN_IN_FAILURES_MAX) return 0;
  return Math.max(0, seen.windowStartedAtMs + SIGN_IN_WINDOW_MS - nowMs);
}
