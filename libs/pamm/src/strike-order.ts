import type { FeeEvent } from './lot.ts';
import type { Pool } from './pool.ts';
import type { Dealt, Movement, PoolRequest, Refused, Standing, Waiting } from './requests.ts';

/** A NAV that somebody outside states: compared with ours, never used. */
export type NavClaim = {
  /** A plain decimal of the currency. */
  navText: string;
  asOfMs: number;
};

/** What a strike is made from. */
export type StrikeOrder = {
  /** Market time of the statement. Epoch milliseconds, after the last strike. */
  atMs: number;
  /** Cash and positions at mark at the venue, recomputed from our own fills. Minor units, any sign. */
  venueEquityMinor: bigint;
  /** Oldest mark among the open positions; `atMs` when there is none, null when one has no mark. */
  markedAtMs: number | null;
  /** All requests not dealt yet; those made at or after the cut-off wait. */
  requests: readonly PoolRequest[];
  /** Requests made before this are dealt. Default and latest: `atMs`. */
  cutOffMs?: number;
  /** Differences between venue and books, and orders of unknown outcome; 0 in a reconciled statement. Default 0. */
  differences?: number;
  /** How old a mark may be. Default one hour. */
  markAgeMsMax?: number;
  claim?: NavClaim;
  /** How far a claim may be off. Minor units. Default 0. */
  claimToleranceMinor?: bigint;
  /** Holders whose account is frozen or deleted. */
  standings?: ReadonlyMap<string, Standing>;
  /** Whether fees are taken. Default: at the first strike of a UTC month. */
  crystallise?: boolean;
};

/** Why no NAV was struck; nothing has changed. */
export type StrikeRefusal = {
  code:
    | 'pool-closed'
    | 'not-newer'
    | 'mark-missing'
    | 'mark-stale'
    | 'not-reconciled'
    | 'claim-unreadable'
    | 'claim-stale'
    | 'claim-off';
  detail: string;
};

/** What a strike did. */
export type Struck = {
  ok: true;
  pool: Pool;
  /** NAV per unit, rounded down: what sellers got. */
  priceE12: bigint;
  /** The same rounded up: what buyers paid. */
  offerE12: bigint;
  /** Value before anything was dealt. Minor units. */
  navBeforeFlowsMinor: bigint;
  crystallised: boolean;
  dealt: readonly Dealt[];
  /** What the gate left of redemptions, to be given to the next strike. */
  gated: readonly PoolRequest[];
  /** What else waits for a later strike. */
  waiting: readonly Waiting[];
  refused: readonly Refused[];
  feeEvents: readonly FeeEvent[];
  movements: readonly Movement[];
  /** What a total loss cost beyond everything in the pool: the operator's loss, never an investor's. Minor units. */
  shortfallMinor: bigint;
};

/** A strike, or why there is none. */
export type StrikeOutcome = Struck | { ok: false; refusal: StrikeRefusal };
