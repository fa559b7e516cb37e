import type { Decimal } from '@orbiquant/kernel';
import { capitalOf, move, OPERATOR_STAKE, pendingOf, tradingPnlOf, type Transfer } from '@orbiquant/ledger';
import type { ProductTerms, Strike } from '@orbiquant/portfolio-store';
import type { Standing } from './strike.ts';

/** A queued subscription and the units it gets. */
export type Dealing = { subscriptionId: string; userId: string; cashMinor: bigint; units: Decimal };

/** What a strike books, so that the pool's capital account equals its NAV to the minor unit. */
export type StrikeBooking = {
  struck: Strike;
  before: Standing;
  dealings: readonly Dealing[];
  /** Profit since the last strike, negative for a loss. */
  pnlMinor: bigint;
  product: ProductTerms;
};

/** The movements of a strike: the stake at the first, the profit or loss, and the money of those who join. */
export function strikeTransfers({ struck, before, dealings, pnlMinor, product }: StrikeBooking): Transfer[] {
  const { productId, currency, name } = product;
  const base = { currency, memo: `${name}, strike ${struck.number}` };
  const capital = capitalOf(productId);
  const pnl = tradingPnlOf(productId);
  const transfers: Transfer[] = [];
  if (before.openingMinor !== null)
    transfers.push(
      move({
        ...base,
        key: `stake:${productId}`,
        reason: 'operator-stake',
        from: OPERATOR_STAKE,
        to: capital,
        minor: before.openingMinor,
      }),
    );
  if (pnlMinor > 0n)
    transfers.push(
      move({ ...base, key: `pnl:${struck.strikeId}`, reason: 'trading-pnl', from: pnl, to: capital, minor: pnlMinor }),
    );
  if (pnlMinor < 0n)
    transfers.push(
      move({ ...base, key: `pnl:${struck.strikeId}`, reason: 'trading-pnl', from: capital, to: pnl, minor: -pnlMinor }),
    );
  for (const { subscriptionId, cashMinor } of dealings)
    transfers.push(
      move({
        ...base,
        key: `subscription:${subscriptionId}`,
        reason: 'subscription',
        from: pendingOf(productId),
        to: capital,
        minor: cashMinor,
      }),
    );
  return transfers;
}
