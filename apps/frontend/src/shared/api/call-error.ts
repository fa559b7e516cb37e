import type { Problem } from '@orbiquant/contracts';

/** A call that did not succeed: the stable code of the problem, or `offline` when nothing answered. */
export class CallError extends Error {
  readonly code: string;
  readonly status: number;
  readonly traceId: string;
  readonly retryAfterSec: number | null;
  readonly errors: NonNullable<Problem['errors']>;

  constructor(problem: Partial<Problem> & { code: string }, retryAfterSec: number | null = null) {
    super(problem.detail ?? problem.code);
    this.name = 'CallError';
    this.code = problem.code;
    this.status = problem.status ?? 0;
    this.traceId = problem.traceId ?? '';
    this.retryAfterSec = retryAfterSec;
    this.errors = problem.errors ?? [];
  }

  /** Whether the same call may succeed later without a change. */
  get retryable(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 502;
  }
}
