import { fenceVerdict, intentIdOf, orderProgress, pendingFate, type FenceLimits } from '@orbiquant/trading';
import { applyFill } from '@orbiquant/portfolio';

/** The product's functions on the way of an order, and what the order worker does with them. */
export type OrderSeams = {
  intentId: typeof intentIdOf;
  fence: typeof fenceVerdict;
  limits: FenceLimits;
  pending: typeof pendingFate;
  progress: typeof orderProgress;
  applyFill: typeof applyFill;
  /** What a lost answer is taken for. */
  silenceMeans: 'unknown' | 'rejected' | 'again';
  /** Whether a trade is applied once, by its id at the venue. */
  dedupesFills: boolean;
  /** Whether trades are swept, or only heard of. */
  sweeps: boolean;
  /** Whether a fill of an order that has ended is applied. */
  takesLateFills: boolean;
};

const MINUTE_MS = 60_000;

export const ORDER_SEAMS: OrderSeams = {
  intentId: intentIdOf,
  fence: fenceVerdict,
  limits: { attemptMs: MINUTE_MS, queryLagMs: 60 * MINUTE_MS },
  pending: pendingFate,
  progress: orderProgress,
  applyFill,
  silenceMeans: 'unknown',
  dedupesFills: true,
  sweeps: true,
  takesLateFills: true,
};
