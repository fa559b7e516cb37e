import {
  AuthenticationError,
  DDoSProtection,
  DuplicateOrderId,
  ExchangeError,
  InsufficientFunds,
  InvalidNonce,
  InvalidOrder,
  OperationFailed,
  RateLimitExceeded,
} from 'ccxt';
import { AppError } from '@orbiquant/kernel';

/** A refusal's stable code, or that nobody knows whether the venue took the order. */
export type SendFailure = { kind: 'refused'; reason: string } | { kind: 'unknown'; reason: string };

/** Errors that the venue gives before it looks at the order: certainly not placed. */
const NEVER_TAKEN: ReadonlyArray<[new (message: string) => Error, string]> = [
  [RateLimitExceeded, 'venue.rate-limit'],
  [DDoSProtection, 'venue.banned'],
  [InvalidNonce, 'venue.clock'],
  [InsufficientFunds, 'venue.insufficient-funds'],
  [AuthenticationError, 'venue.key'],
];

/**
 * What an error of sending means. Only a definite refusal releases the intent; a time-out, a 5xx, a broken answer, and
 * anything we do not know, mean that the venue may have taken the order.
 */
export function sendFailure(error: unknown): SendFailure {
  const never = NEVER_TAKEN.find(([kind]) => error instanceof kind);
  if (never) return { kind: 'refused', reason: never[1] };
  // The venue has an order with our id already: ours, from an attempt whose answer was lost.
  if (error instanceof DuplicateOrderId || /duplicate order/i.test(messageOf(error)))
    return { kind: 'unknown', reason: 'venue.duplicate-id' };
  if (error instanceof InvalidOrder) return { kind: 'refused', reason: 'venue.invalid-order' };
  if (error instanceof OperationFailed) return { kind: 'unknown', reason: `venue.${kebab(error.constructor.name)}` };
  if (error instanceof ExchangeError) return { kind: 'refused', reason: `venue.${kebab(error.constructor.name)}` };
  return { kind: 'unknown', reason: 'venue.unrecognised' };
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : '');
const kebab = (name: string): string => name.replace(/([a-z])([A-Z])/g, '$1-$2').toLowerCase();

/** A failed query as an operating error; it never means that something is absent. */
export function rethrowAsAppError(error: unknown): never {
  if (error instanceof AppError) throw error;
  const retryable = error instanceof OperationFailed;
  throw new AppError(
    retryable ? 'venue-unavailable' : 'venue-refused',
    `The venue did not answer as expected: ${messageOf(error).slice(0, 300)}`,
    { retryable, cause: error },
  );
}
