/** Every warning that a run of the engine may carry. */
export const WARNING_CODES = [
  'few-trades',
  'short-history',
  'missing-candles',
  'cost-share',
  'last-trade-open',
  'participation-cap',
  'rejected-orders',
  'liquidated',
  'shortfall',
] as const;
