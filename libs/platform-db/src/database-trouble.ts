import { types } from 'node:util';
import { AppError } from '@orbiquant/kernel';

/** SQLSTATE classes of a server that cannot serve now: connection, resources, shutdown, cancelled by timeout. */
const PASSING = /^(08|53|57)/;
/** What the drivers say of a connection that was lost; `already released` is how a cut transaction ends. */
const SAYS_SO =
  /timeout exceeded when trying to connect|connection (terminated|ended|error)|already released|not queryable|ECONNREFUSED|ECONNRESET|EPIPE|not connected/i;
/** SQLSTATE of transactions that lost a race and may simply be tried again. */
const LOST_RACE = new Set(['40001', '40P01']);

/** A database that is away is an operating error, told as 503; anything else passes unchanged. */
export function translateDatabaseTrouble(error: unknown): unknown {
  // by kind and not by class: an error of Node's own sockets may come from another realm
  if (error instanceof AppError || !types.isNativeError(error)) return error;
  const { code = '', message } = error as Error & { code?: string };
  if (!PASSING.test(code) && !LOST_RACE.has(code) && !SAYS_SO.test(`${code} ${message}`)) return error;
  return new AppError('service-unavailable', 'The database cannot serve this now', {
    retryable: true,
    retryAfterSec: 1,
    cause: error,
  });
}
