/** Money that waits to be put in. It was taken from the wallet when asked for. */
export type SubscribeRequest = {
  kind: 'subscribe';
  requestId: string;
  holder: string;
  requestedAtMs: number;
  /** Minor units, > 0. */
  cashMinor: bigint;
};

/** A wish to take money out of the lots held when asking. */
export type RedeemRequest = {
  kind: 'redeem';
  requestId: string;
  holder: string;
  requestedAtMs: number;
  /** `units`: that many units, fee included. `cash`: that much money after the fee. `all`: every unit held. */
  ask: 'units' | 'cash' | 'all';
  /** Steps of 10^-12 units, or minor units; ignored for `all`. */
  quantity: bigint;
};

/** What somebody asks of a pool; it is dealt at a strike after it was made, never at a known price. */
export type PoolRequest = SubscribeRequest | RedeemRequest;

/** How a holder's account stands where it is not in order. */
export type Standing = 'frozen' | 'deleted';

/** A request that was dealt, wholly or in part. */
export type Dealt = {
  requestId: string;
  holder: string;
  kind: 'subscribe' | 'redeem';
  /** Units issued, or burnt; fee units not among them. Steps of 10^-12. */
  units: bigint;
  /** Units that went to the manager as performance fee. */
  feeUnits: bigint;
  /** Paid in, or paid out. Minor units. */
  cashMinor: bigint;
  /** Price at which it was dealt: rounded up for who buys, down for who sells. */
  priceE12: bigint;
  payTo: 'wallet' | 'unclaimed';
};

/** Why a request was not dealt at this strike and stays in the queue. */
export type WaitReason = 'after-cut-off' | 'locked' | 'notice' | 'gated' | 'opening-minimum' | 'account-frozen';
/** What remains of a request, to be given to the next strike. */
export type Waiting = { request: PoolRequest; why: WaitReason };

/** Why a request ended without being dealt; money that waited for it goes back. */
export type RefusedReason =
  'pool-closed' | 'offer-closed' | 'below-minimum' | 'too-small' | 'price-too-low' | 'nothing-held' | 'account-deleted';
/** A request that ended without being dealt. */
export type Refused = { request: PoolRequest; why: RefusedReason };

/** Where money of a pool can stand; each is an account of the chart. */
export type Place =
  'pending' | 'capital' | 'wallet' | 'unclaimed' | 'trading-pnl' | 'fees-accrued' | 'fees-earned' | 'rounding';

/** Why money of a pool moved. */
export type MovementReason =
  | 'trading-pnl'
  | 'management-fee'
  | 'management-fee-paid'
  | 'management-fee-waived'
  | 'subscription'
  | 'subscription-refund'
  | 'redemption'
  | 'distribution'
  | 'rounding';

/** One movement of money to be booked, in the order in which it must be: `minor` > 0 from one place to another. */
export type Movement = {
  reason: MovementReason;
  from: Place;
  to: Place;
  minor: bigint;
  /** Whose pending money, wallet or unclaimed share it is. */
  holder?: string;
  requestId?: string;
};

/** Requests by time of asking, then by id: the same whatever order they came in. */
export const byRequest = (left: PoolRequest, right: PoolRequest): number =>
  left.requestedAtMs - right.requestedAtMs || (left.requestId < right.requestId ? -1 : 1);
