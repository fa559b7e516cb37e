import { invariant } from '@orbiquant/kernel';

/** What an account is for; it decides whether it may stand below zero. Positive always means: we owe it. */
export type AccountKind =
  | 'customer-wallet'
  | 'customer-withdrawal-pending'
  | 'customer-receivable'
  | 'pool-pending'
  | 'pool-capital'
  | 'pool-trading-pnl'
  | 'pool-fees-accrued'
  | 'fees-earned'
  | 'processor-clearing'
  | 'payout-clearing'
  | 'processor-fees'
  | 'revenue'
  | 'conversion'
  | 'suspense'
  | 'unclaimed'
  | 'external'
  | 'rounding';

/** Money of a customer that lies ready. Positive: we owe it. */
export const walletOf = (userId: string): string => `customer:${userId}:wallet`;
/** Money of a customer that is set aside for a withdrawal whose payout is not final. */
export const withdrawalPendingOf = (userId: string): string => `customer:${userId}:withdrawal-pending`;
/** What a customer owes us after a lost dispute over money already spent: stands below zero until repaid. */
export const receivableOf = (userId: string): string => `customer:${userId}:receivable`;
/** Money paid into a product that waits for the next strike. Positive: we owe it to those who wait. */
export const pendingOf = (productId: string): string => `pool:${productId}:subscriptions-pending`;
/** What is owed to the holders of a product's units: its NAV. */
export const capitalOf = (productId: string): string => `pool:${productId}:capital`;
/** The other side of a product's profit: negative after gains, positive after losses. */
export const tradingPnlOf = (productId: string): string => `pool:${productId}:trading-pnl`;
/** Management fee that a product owes and has not paid. */
export const feesAccruedOf = (productId: string): string => `pool:${productId}:fees-accrued`;
/** Fees that the manager of the pools has earned in cash. */
export const FEES_EARNED = 'house:fees-earned';
/** The other side of our balance at the payment processor: minus what it holds for us. */
export const PROCESSOR_CLEARING = 'processor:clearing';
/** The other side of money on connected accounts or on its way to a bank: minus what lies there. */
export const PAYOUT_CLEARING = 'processor:payouts';
/** What the payment processor has charged us: an expense, below zero. */
export const PROCESSOR_FEES = 'house:processor-fees';
/** What plans have brought in. */
export const REVENUE = 'house:revenue';
/** Where one currency is turned into another; what stands here is our open position in each. */
export const conversionOf = (pair: string): string => `conversion:${pair.toLowerCase()}`;
/** Money that came or went and that nobody can explain yet; anything here freezes withdrawals. */
export const SUSPENSE = 'suspense';
/** Shares of people who cannot take them now (a closed or frozen account): owed, not lost. */
export const UNCLAIMED = 'unclaimed';
/** Where demonstration money comes from. */
export const DEMO_BANK = 'external:demo-bank';
/** Where the operator's own stake in a pool comes from. */
export const OPERATOR_STAKE = 'external:operator-stake';
/** Remainders that belong to nobody; unused while every remainder stays in its pool. */
export const ROUNDING = 'rounding';

const ID = '[0-9a-f-]{36}';
const KINDS: ReadonlyArray<readonly [RegExp, AccountKind]> = [
  [new RegExp(`^customer:${ID}:wallet$`), 'customer-wallet'],
  [new RegExp(`^customer:${ID}:withdrawal-pending$`), 'customer-withdrawal-pending'],
  [new RegExp(`^customer:${ID}:receivable$`), 'customer-receivable'],
  [new RegExp(`^pool:${ID}:subscriptions-pending$`), 'pool-pending'],
  [new RegExp(`^pool:${ID}:capital$`), 'pool-capital'],
  [new RegExp(`^pool:${ID}:trading-pnl$`), 'pool-trading-pnl'],
  [new RegExp(`^pool:${ID}:fees-accrued$`), 'pool-fees-accrued'],
  [/^house:fees-earned$/, 'fees-earned'],
  [/^processor:clearing$/, 'processor-clearing'],
  [/^processor:payouts$/, 'payout-clearing'],
  [/^house:processor-fees$/, 'processor-fees'],
  [/^house:revenue$/, 'revenue'],
  [/^conversion:[a-z0-9-]{3,40}$/, 'conversion'],
  [/^suspense$/, 'suspense'],
  [/^unclaimed$/, 'unclaimed'],
  [/^external:[a-z-]{1,40}$/, 'external'],
  [/^rounding$/, 'rounding'],
];

/** An account's kind, read from its name. @throws Invariant, when the chart knows no such account. */
export function kindOf(accountId: string): AccountKind {
  const kind = KINDS.find(([pattern]) => pattern.test(accountId))?.[1];
  invariant(kind, `no such account in the chart: ${accountId}`);
  return kind;
}

/** Held to zero or above by the database: what customers own, and what is owed to them. */
const NEVER_NEGATIVE: ReadonlySet<AccountKind> = new Set([
  'customer-wallet',
  'customer-withdrawal-pending',
  'pool-pending',
  'pool-capital',
  'pool-fees-accrued',
  'fees-earned',
  'unclaimed',
]);

/** Whether an account may stand below zero: never a customer's, never what a pool holds for its investors. */
export const mayBeNegative = (kind: AccountKind): boolean => !NEVER_NEGATIVE.has(kind);

const STRIPED: ReadonlySet<AccountKind> = new Set([
  'processor-clearing',
  'payout-clearing',
  'processor-fees',
  'revenue',
  'conversion',
  'external',
]);

/** How many rows share the balance of an account that everybody touches and that has no floor. */
export const STRIPES = 16;

/**
 * Rows over which an account's balance is spread: accounts without a floor that every transfer touches have several, so
 * that those who write do not queue up behind one row; the balance is their sum.
 * @see https://en.wikipedia.org/wiki/Convoy_phenomenon for what is avoided.
 */
export const stripesOf = (kind: AccountKind): number => (STRIPED.has(kind) ? STRIPES : 1);
