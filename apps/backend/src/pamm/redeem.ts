import { AppError, newId, ZERO, type Decimal } from '@orbiquant/kernel';
import type { Pool } from '@orbiquant/pamm';
import {
  addRedemption,
  e12OfDecimal,
  findProduct,
  loadPool,
  type PoolProduct,
  type RedemptionRow,
} from '@orbiquant/pamm-store';
import type { EntityManager } from '@orbiquant/platform-db';
import { tellBalanceChanged } from './balance-changed.ts';
import { askedAtMs } from './pool-time.ts';
import { checkInOrder } from './subscribe.ts';

/** A wish to take money out of a product: units, money after the fee, or everything. */
export type RedemptionWish = {
  userId: string;
  productId: string;
  ask: 'units' | 'cash' | 'all';
  units?: Decimal | undefined;
  /** Minor units of the product's currency. */
  cashMinor?: bigint | undefined;
};

/**
 * Puts a wish to leave in the queue; it is dealt at the next strike, or later where lock-up, notice or a lack of cash hold it.
 * @throws AppError not-found, invalid-input (naming the field), conflict (nothing held, frozen).
 */
export async function queueRedemption(tx: EntityManager, wish: RedemptionWish, nowMs: number): Promise<RedemptionRow> {
  const product = await runningProduct(tx, wish);
  const quantity = quantityOf(wish);
  const { requestedAtMs } = await checkHeld(tx, { product, wish, quantity, nowMs });
  const { userId, productId, ask } = wish;
  const redemptionId = newId();
  await addRedemption(tx, { redemptionId, productId, userId, ask, quantity, requestedAtMs });
  await tellBalanceChanged(tx, [userId]);
  return {
    redemptionId,
    productId,
    userId,
    currency: product.currency,
    ask,
    quantity,
    quantityLeft: quantity,
    status: 'queued',
    requestedAtMs,
    waitsFor: null,
    endReason: null,
    deals: [],
  };
}

async function runningProduct(tx: EntityManager, { productId, userId }: RedemptionWish): Promise<PoolProduct> {
  const product = await findProduct(tx, productId);
  if (!product) throw new AppError('not-found', 'There is no such product');
  if (product.status === 'frozen') throw new AppError('conflict', 'This product is frozen');
  await checkInOrder(tx, userId);
  return product;
}

const UNIT_PLACES = 12;

function quantityOf({ ask, units, cashMinor }: RedemptionWish): bigint {
  if (ask === 'all') return 0n;
  return ask === 'cash' ? cashOf(cashMinor) : unitsOf(units);
}

function cashOf(cashMinor = 0n): bigint {
  if (cashMinor > 0n && cashMinor < 10n ** 26n) return cashMinor;
  throw faulty('cashMinor', 'more than nothing is asked for');
}

function unitsOf(units: Decimal = ZERO): bigint {
  if (units.greaterThan(0) && units.decimalPlaces() <= UNIT_PLACES && units.lessThan('1e26'))
    return e12OfDecimal(units);
  throw faulty('units', `more than nothing, with at most ${UNIT_PLACES} decimal places`);
}

const faulty = (path: string, message: string): AppError =>
  new AppError('invalid-input', 'This cannot be asked for', { errors: [{ path, code: 'invalid', message }] });

const refused = (path: string, code: string, message: string): AppError =>
  new AppError('conflict', `This cannot be redeemed: ${message}`, { errors: [{ path, code, message }] });

type Holding = { product: PoolProduct; wish: RedemptionWish; quantity: bigint; nowMs: number };

/** Who holds nothing has nothing to redeem; more units than are held is a slip that is better said at once. */
async function checkHeld(
  tx: EntityManager,
  { product, wish, quantity, nowMs }: Holding,
): Promise<{ requestedAtMs: number }> {
  const stored = await loadPool(tx, product, [wish.userId]);
  const held = stored?.pool.status === 'open' ? heldBy(stored.pool, wish.userId) : 0n;
  if (!stored || held === 0n) throw refused('productId', 'nothing-held', 'no units are held');
  if (wish.ask === 'units' && quantity > held) throw refused('units', 'more-than-held', 'fewer units are held');
  return { requestedAtMs: askedAtMs(stored.pool, nowMs) };
}

const heldBy = ({ lots }: Pool, userId: string): bigint =>
  lots.reduce((sum, { holder, units }) => (holder === userId ? sum + units : sum), 0n);
