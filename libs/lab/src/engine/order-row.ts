/** Columns of a row of the order table. */
export const LANE = 0;
/** +1 buys, -1 sells. */
export const SIDE = 1;
/** Index in ORDER_TYPES. */
export const TYPE = 2;
/** Index in ORDER_PURPOSES. */
export const PURPOSE = 3;
/** One of the sizes below. */
export const SIZE_KIND = 4;
export const SIZE_VALUE = 5;
/** Limit or trigger price; NaN for a market order. */
export const PRICE = 6;
/** Bracket that goes with an entry; NaN where there is none. */
export const STOP = 7;
export const TARGET = 8;
export const TRAIL = 9;
/** Bar decided on, first bar and instant at which it may fill, and last bar. */
export const DECIDED_AT = 10;
export const ACTIVE_BAR = 11;
export const ACTIVE_MS = 12;
export const LAST_BAR = 13;
/** Base units: 0 until sized. */
export const QUANTITY = 14;
export const FILLED = 15;
/** Sum of price x quantity filled, quote units. */
export const PAID = 16;
export const FEES = 17;
/** Index in ORDER_STATUSES. */
export const STATUS = 18;
/** Index in REASONS. */
export const REASON = 19;
/** 1 once it has rested at the venue: its fills then pay the maker's fee. */
export const RESTED = 20;
export const ORDER_WIDTH = 21;

export const ORDER_TYPES = ['market', 'limit', 'stop'] as const;
export const [MARKET, LIMIT, STOP_TYPE] = [0, 1, 2] as const;

export const ORDER_PURPOSES = [
  'entry',
  'exit',
  'target',
  'place',
  'stop',
  'take-profit',
  'liquidation',
  'end',
] as const;
export const [ENTRY, EXIT, REBALANCE, PLACED, STOP_EXIT, TAKE_PROFIT, LIQUIDATION, AT_END] = [
  0, 1, 2, 3, 4, 5, 6, 7,
] as const;

/** How an order is sized: the sizes that a strategy may wish, a share of what is held, and a weight to end at. */
export const [EQUITY_FRACTION, RISK_FRACTION, FIXED_QUANTITY, NOTIONAL, POSITION_FRACTION, WEIGHT] = [
  0, 1, 2, 3, 4, 5,
] as const;

export const ORDER_STATUSES = ['waiting', 'filled', 'cancelled', 'expired', 'rejected'] as const;
export const [WAITING, DONE, CANCELLED, EXPIRED, REJECTED] = [0, 1, 2, 3, 4] as const;

/** Why an order was refused or ended; `approval` stands for the code that the `approve` hook gave. */
export const REASONS = [
  '',
  'below-quantity-min',
  'below-notional-min',
  'insufficient-cash',
  'insufficient-margin',
  'short-not-allowed',
  'nothing-to-close',
  'stop-on-wrong-side',
  'approval',
  'good-for-bars',
  'withdrawn',
  'not-a-price',
] as const;
export const [
  NO_REASON,
  BELOW_QUANTITY,
  BELOW_NOTIONAL,
  NO_CASH,
  NO_MARGIN,
  NO_SHORT,
  NOTHING_TO_CLOSE,
  WRONG_SIDE,
  APPROVAL,
  GOOD_FOR_BARS,
  WITHDRAWN,
  NOT_A_PRICE,
] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11] as const;
