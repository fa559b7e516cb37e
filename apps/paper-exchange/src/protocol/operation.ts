import type { Account } from '@orbiquant/exchange';
import type { Venue } from '../venue.ts';
import type { Params } from './params.ts';

/** What an operation works with. */
export type Call = { venue: Venue; params: Params; nowMs: number };
/** The same, once the caller's signature has been checked. */
export type SignedCall = Call & { account: Account };

type Shared = {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  path: string;
  /** Name on the WebSocket API, where it has one. */
  wsMethod?: string;
  /** Request weight. */
  weight: number | ((params: Params) => number);
  /** Counts against the account's order limit. */
  isOrder?: boolean;
};

/** One thing a client can ask for, the same over REST and over the WebSocket API. */
export type Operation =
  | (Shared & { security: 'public'; handle: (call: Call) => unknown })
  | (Shared & { security: 'key' | 'signed'; handle: (call: SignedCall) => unknown });
