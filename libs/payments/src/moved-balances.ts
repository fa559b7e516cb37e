import { receivableOf, walletOf, type Transfer } from '@orbiquant/ledger';
import { WALLET_CURRENCY } from './par.ts';

/** The balances of one customer after one more booking of the same step. */
export function movedBalances<Balances extends { walletMinor: bigint; receivableMinor: bigint }>(
  balances: Balances,
  userId: string,
  { postings }: Transfer,
): Balances {
  const moved = (account: string): bigint =>
    postings.find((posting) => posting.account === account && posting.currency === WALLET_CURRENCY)?.minor ?? 0n;
  return {
    ...balances,
    walletMinor: balances.walletMinor + moved(walletOf(userId)),
    receivableMinor: balances.receivableMinor + moved(receivableOf(userId)),
  };
}
