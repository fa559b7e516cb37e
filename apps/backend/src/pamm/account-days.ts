import { AppError } from '@orbiquant/kernel';
import {
  daysWrittenTo,
  strikeBeforeDay,
  strikeOfPeriod,
  writeAccountDays,
  type DayOrder,
  type PoolProduct,
} from '@orbiquant/pamm-store';
import type { EntityManager } from '@orbiquant/platform-db';
import { tradesBetween } from '@orbiquant/portfolio-store';
import type { Deps } from '../deps.ts';

/** How a day of the accounts is worked off. */
export type DayOptions = {
  dayKey: string;
  /** Accounts to a transaction. */
  accounts?: number;
  onChunk?: (holder: string) => Promise<void> | void;
};

/**
 * Writes each account's day: opening, closing, flows, the day's return and the cumulative one (time-weighted, linked), the
 * agent's trades. Once for an account and day; a run that was killed is carried on. Returns how many transactions it took.
 *
 * @throws AppError conflict, when the day has not been struck.
 */
export async function accountDays(
  { db }: Pick<Deps, 'db'>,
  product: PoolProduct,
  { dayKey, accounts = 1_000, onChunk }: DayOptions,
): Promise<number> {
  const { productId } = product;
  const order = await orderOf(db.manager, product, dayKey);
  let from: string | null = await daysWrittenTo(db.manager, productId, dayKey);
  for (let chunks = 0; ; chunks++) {
    const start: string = from;
    from = await db.transaction((tx) => writeAccountDays(tx, order, { from: start, limit: accounts }));
    if (from === null) return chunks;
    await onChunk?.(from);
  }
}

/** The strikes that a day lies between, and the agent's trading meanwhile. */
async function orderOf(db: EntityManager, { productId, agentId }: PoolProduct, day: string): Promise<DayOrder> {
  const closing = await strikeOfPeriod(db, productId, `day:${day}`);
  if (!closing) throw new AppError('conflict', `${day} has not been struck`);
  const opening = await strikeBeforeDay(db, productId, day);
  const { lastFillId: afterFillId, number: after } = opening ?? { lastFillId: null, number: 0 };
  const trades = await tradesBetween(db, agentId, { afterFillId, upToFillId: closing.lastFillId });
  return { productId, day, strikeId: closing.strikeId, after, upTo: closing.number, trades };
}
