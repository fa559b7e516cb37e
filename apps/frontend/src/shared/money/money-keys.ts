/** What is made stale by a change of somebody's money. */
export const MONEY_KEYS = [
  'balance',
  'wallet',
  'deposits',
  'withdrawals',
  'money-notices',
  'statement',
  'subscriptions',
  'redemptions',
  'holding',
  'products',
  'nav',
  'lineage',
] as const;
