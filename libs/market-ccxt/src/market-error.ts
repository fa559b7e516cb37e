import ccxt from 'ccxt';
import { AppError, type ErrorCode } from '@orbiquant/kernel';

/** First match wins: CCXT's finer errors extend its coarser ones. */
const CODES: ReadonlyArray<[kind: new (message: string) => Error, code: ErrorCode, retryable: boolean]> = [
  [ccxt.RateLimitExceeded, 'too-many-requests', true],
  [ccxt.DDoSProtection, 'too-many-requests', true],
  [ccxt.RequestTimeout, 'timed-out', true],
  [ccxt.NetworkError, 'venue-unavailable', true],
  [ccxt.BadSymbol, 'not-found', false],
  [ccxt.NotSupported, 'unprocessable', false],
  [ccxt.ExchangeError, 'venue-refused', false],
];

/** What the venue's client raised, as an error of the house. */
export function toMarketError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  const [, code, retryable] = CODES.find(([kind]) => error instanceof kind) ?? [null, 'venue-unavailable', true];
  const message = error instanceof Error ? error.message.slice(0, 300) : String(error);
  return new AppError(code as ErrorCode, message, { retryable: retryable as boolean, cause: error });
}

/** For `.catch`: raises the error of the house. */
export const rethrow = (error: unknown): never => {
  throw toMarketError(error);
};
