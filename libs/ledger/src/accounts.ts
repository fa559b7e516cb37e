import { invariant } from '@orbiquant/kernel';

/** What an account is for; it decides whether it may stand below zero. */
export type AccountKind =
  'customer-wallet' | 'pool-pending' | 'pool-capital' | 'pool-trading-pnl' | 'external' | 'rounding';

/** Money of a customer that lies ready. Positive: we owe it. */
export const walletOf = (userId: string): string => `customer:${userId}:wallet`;
/** Money paid into a product that waits for the next strike. Positive: we owe it to those who wait. */
export const pendingOf = (productId: string): string => `pool:${productId}:subscriptions-pending`;
/** What is owed to the holders of a product's units: its NAV. */
export const capitalOf = (productId: string): string => `pool:${productId}:capital`;
/** The other side of a product's profit: negative after gains, positive after losses. */
export const tradingPnlOf = (productId: string): string => `pool:${productId}:trading-pnl`;
/** Where demonstration money comes from. */
export const DEMO_BANK = 'external:demo-bank';
/** Where the operator's own stake in a pool comes from. */
export const OPERATOR_STAKE = 'external:operator-stake';
/** Remainders that belong to nobody; unused while every remainder stays in its pool. */
export const ROUNDING = 'rounding';

const KINDS: ReadonlyArray<readonly [RegExp, AccountKind]> = [
  [/^customer:[0-9a-f-]{36}:wallet$/, 'customer-wallet'],
  [/^pool:[0-9a-f-]{36}:subscriptions-pending$/, 'pool-pending'],
  [/^pool:[0-9a-f-]{36}:capital$/, 'pool-capital'],
  [/^pool:[0-9a-f-]{36}:trading-pnl$/, 'pool-trading-pnl'],
  [/^external:[a-z-]{1,40}$/, 'external'],
  [/^rounding$/, 'rounding'],
];

/** An account's kind, read from its name. @throws Invariant, when the chart knows no such account. */
export function kindOf(accountId: string): AccountKind {
  const kind = KINDS.find(([pattern]) => pattern.test(accountId))?.[1];
  invariant(kind, `no such account in the chart: ${accountId}`);
  return kind;
}

/** Whether an account may stand below zero: never a customer's, never what a pool holds for its investors. */
export const mayBeNegative = (kind: AccountKind): boolean =>
  kind === 'external' || kind === 'pool-trading-pnl' || kind === 'rounding';
