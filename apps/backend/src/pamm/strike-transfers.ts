import {
  capitalOf,
  feesAccruedOf,
  FEES_EARNED,
  move,
  OPERATOR_STAKE,
  pendingOf,
  ROUNDING,
  tradingPnlOf,
  UNCLAIMED,
  walletOf,
  type Reason,
  type Transfer,
} from '@orbiquant/ledger';
import type { Movement, MovementReason, Place } from '@orbiquant/pamm';
import { HOUSE_HOLDER, type BookedMovement, type PoolProduct } from '@orbiquant/pamm-store';

const REASONS: Record<MovementReason, Reason> = {
  'trading-pnl': 'trading-pnl',
  'management-fee': 'management-fee',
  'management-fee-paid': 'fee-paid-out',
  'management-fee-waived': 'management-fee',
  subscription: 'subscription',
  'subscription-refund': 'subscription-cancelled',
  redemption: 'redemption',
  distribution: 'distribution',
  rounding: 'adjustment',
};

/** The ledger's account of a place of a pool. */
function accountOf(place: Place, { productId }: PoolProduct, holder: string): string {
  const accounts: Record<Place, () => string> = {
    pending: () => pendingOf(productId),
    capital: () => capitalOf(productId),
    // the manager has no wallet: what its own units bring is earned
    wallet: () => (holder === HOUSE_HOLDER ? FEES_EARNED : walletOf(holder)),
    unclaimed: () => UNCLAIMED,
    'trading-pnl': () => tradingPnlOf(productId),
    'fees-accrued': () => feesAccruedOf(productId),
    'fees-earned': () => FEES_EARNED,
    rounding: () => ROUNDING,
  };
  return accounts[place]();
}

/** What movements are booked for: their product, the name of their occasion, and how it reads on a statement. */
export type Occasion = { product: PoolProduct; key: string; memo: string };

/** The transfer of a movement under its own key. */
export function transferOf(movement: Movement, { product, memo }: Occasion, transferKey: string): Transfer {
  const { reason, from, to, minor, holder = '' } = movement;
  return move({
    key: transferKey,
    reason: REASONS[reason],
    memo: to === 'unclaimed' ? `${memo}, owed to ${holder}` : memo,
    currency: product.currency,
    from: accountOf(from, product, holder),
    to: accountOf(to, product, holder),
    minor,
  });
}

/** The movements of a strike with their keys: a request by its own id, what concerns the whole pool by the strike's. */
export const keyed = (movements: readonly Movement[], { key }: Occasion): BookedMovement[] =>
  movements.map((movement) => ({
    ...movement,
    transferKey: [movement.reason, key, movement.requestId ?? movement.holder].filter((part) => part).join(':'),
  }));

/** The operator's own money, put into a pool at its first strike. */
export const stakeTransfer = ({ product, memo }: Occasion, minor: bigint): Transfer =>
  move({
    key: `stake:${product.productId}`,
    reason: 'operator-stake',
    memo,
    currency: product.currency,
    from: OPERATOR_STAKE,
    to: capitalOf(product.productId),
    minor,
  });
