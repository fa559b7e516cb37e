import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Account, ExchangeState } from '@orbiquant/exchange';
import { ApiError } from './api-error.ts';
import { integer, required, type Params } from './params.ts';

const WINDOW_MS_DEFAULT = 5_000;
const WINDOW_MS_MAX = 60_000;
const AHEAD_MS_MAX = 1_000;

/** A request that claims to come from an account: its key, the exact text that was signed, and the signature. */
export type SignedRequest = { apiKey: string | undefined; payload: string; params: Params; nowMs: number };

/** The account of an API key. */
export function accountOfKey(state: ExchangeState, apiKey: string | undefined): Account {
  if (!apiKey) throw new ApiError(-2014, 'API-key format invalid.', { status: 401 });
  const account = state.accountByKey.get(apiKey);
  if (!account) throw new ApiError(-2015, 'Invalid API-key, IP, or permissions for action.', { status: 401 });
  return account;
}

/** Checks key, timestamp and signature, against the clock of the wall (never the market's). */
export function accountOfSigned(state: ExchangeState, request: SignedRequest): Account {
  const signature = required(request.params, 'signature');
  const account = accountOfKey(state, request.apiKey);
  checkTimestamp(request.params, request.nowMs);
  const expected = createHmac('sha256', account.secret).update(request.payload).digest();
  const given = Buffer.from(signature, 'hex');
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
    throw new ApiError(-1022, 'Signature for this request is not valid.');
  }
  return account;
}

function checkTimestamp(params: Params, nowMs: number): void {
  required(params, 'timestamp');
  const timestamp = integer(params, 'timestamp', 0);
  const windowMs = integer(params, 'recvWindow', WINDOW_MS_DEFAULT);
  if (windowMs > WINDOW_MS_MAX) throw new ApiError(-1131, 'recvWindow must be less than 60000.');
  if (timestamp >= nowMs + AHEAD_MS_MAX)
    throw new ApiError(-1021, "Timestamp for this request was 1000ms ahead of the server's time.");
  if (nowMs - timestamp > windowMs)
    throw new ApiError(-1021, 'Timestamp for this request is outside of the recvWindow.');
}
