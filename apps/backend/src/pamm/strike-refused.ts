import { AppError } from '@orbiquant/kernel';
import type { StrikeRefusal } from '@orbiquant/pamm';

const PASSES_BY_ITSELF: ReadonlySet<StrikeRefusal['code']> = new Set(['not-newer', 'mark-missing', 'mark-stale']);

/** Why no NAV was struck, as an error that its caller can act on. */
export function strikeRefused({ code, detail }: StrikeRefusal): AppError {
  const retryable = PASSES_BY_ITSELF.has(code);
  return new AppError(retryable ? 'data-stale' : 'conflict', `No NAV was struck: ${detail}`, {
    retryable,
    errors: [{ path: 'statement', code, message: detail }],
  });
}
