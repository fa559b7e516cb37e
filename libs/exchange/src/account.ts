import { invariant } from '@orbiquant/kernel';

/** What an account has of one asset, in units. Free + locked is all it owns. */
export type Balance = { free: bigint; locked: bigint };

/** A customer of the exchange, or one of its two own accounts: the house, which trades with customers, and the fees. */
export type Account = {
  accountId: number;
  /** Empty for the exchange's own accounts, which nobody can sign for. */
  apiKey: string;
  secret: string;
  balances: Map<string, Balance>;
  updatedAtMs: number;
};

/** The exchange's own side of trades against house liquidity. Its balances may be negative: it issues what it sells. */
export const HOUSE_ACCOUNT_ID = 1;
/** Collects every trading fee. */
export const FEE_ACCOUNT_ID = 2;

/** The balance of an asset, created at zero on first touch. */
export function balanceOf(account: Account, asset: string): Balance {
  const known = account.balances.get(asset);
  if (known) return known;
  const fresh = { free: 0n, locked: 0n };
  account.balances.set(asset, fresh);
  return fresh;
}

/** Adds (or with a negative amount takes) free units. @throws Invariant when a customer would fall below zero. */
export function creditFree(account: Account, asset: string, change: bigint): void {
  const balance = balanceOf(account, asset);
  balance.free += change;
  invariant(
    balance.free >= 0n || account.accountId === HOUSE_ACCOUNT_ID,
    `account ${account.accountId} overdrawn in ${asset}`,
  );
}

/** Moves free units into locked ones, or back when negative. @throws Invariant when either side would fall below zero. */
export function lock(account: Account, asset: string, change: bigint): void {
  const balance = balanceOf(account, asset);
  balance.locked += change;
  invariant(balance.locked >= 0n, `account ${account.accountId} unlocks more ${asset} than it locked`);
  creditFree(account, asset, -change);
}
