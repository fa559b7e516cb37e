/** How long a send may take, and how far the venue's queries may lag behind its books; wall-clock ms. */
export type FenceLimits = { attemptMs: number; queryLagMs: number };

/** What three look-ups by our id found at the venue. */
export type LookUp = { inOpen: boolean; inClosed: boolean; inTrades: boolean };

/**
 * What to make of an order whose answer was lost. It stays unknown until the attempt cannot arrive any more and the
 * venue's queries must show it; only absence from open orders, closed orders and trades after that is proof.
 */
export function fenceVerdict(
  { sentAtMs, nowMs }: { sentAtMs: number; nowMs: number },
  limits: FenceLimits,
  found: LookUp,
): 'placed' | 'wait' | 'not-placed' {
  if (found.inOpen || found.inClosed || found.inTrades) return 'placed';
  return nowMs > sentAtMs + limits.attemptMs + limits.queryLagMs ? 'not-placed' : 'wait';
}

/** An intent that was stored but not begun to be sent: young enough to send once, or a plan of yesterday. */
export function pendingFate(createdAtMs: number, nowMs: number, ttlMs: number): 'send' | 'expire' {
  return nowMs - createdAtMs > ttlMs ? 'expire' : 'send';
}
