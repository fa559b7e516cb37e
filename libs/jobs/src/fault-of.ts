import { AppError } from '@orbiquant/kernel';
import type { Fault } from './duty-store.ts';

const REASON_MAX = 300;

/** An error as it may be shown: the text of what we raised ourselves, and of anything else only that it was unexpected. */
export const faultOf = (error: unknown): Fault =>
  error instanceof AppError
    ? { code: error.code, reason: error.message.slice(0, REASON_MAX) }
    : { code: 'internal', reason: 'something unexpected; the log says more' };

/** Whether the same work may succeed later without a change. */
export const passesByItself = (error: unknown): boolean => error instanceof AppError && error.retryable;
