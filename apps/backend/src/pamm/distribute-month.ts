import { AppError, newId } from '@orbiquant/kernel';
import {
  closedBefore,
  findDistribution,
  isClosedAfter,
  loadPool,
  lockDistribution,
  lockProduct,
  newestUnsealed,
  openDistribution,
  signDistribution,
  type Distribution,
  type PoolProduct,
} from '@orbiquant/pamm-store';
import { dayOf, periodOfKey } from '@orbiquant/periods';
import type { EntityManager } from '@orbiquant/platform-db';
import type { Deps } from '../deps.ts';
import { finishDistribution, type ChunkOptions } from './finish-distribution.ts';
import { strikeForDay } from './strike-for-day.ts';

/**
 * Closes a month of a product, once, whatever happens: fixes the strikes it lies between, writes each account's month,
 * pays the profit of those who want it in their wallet, and signs. Fees were crystallised by the first strike of the new
 * month. A run that was killed is carried on by the next, and several at once do the work once.
 *
 * @param monthKey  Such as `2026-02`; it must be over.
 * @throws AppError conflict, when the month is not over, a later one is closed, or no NAV can be struck.
 */
export async function distributeMonth(
  deps: Deps,
  product: PoolProduct,
  { monthKey, ...chunks }: { monthKey: string } & ChunkOptions,
): Promise<Distribution> {
  const { productId } = product;
  checkOver(deps, monthKey);
  const wanted = { productId, period: monthKey, distributionId: newId() };
  await openDistribution(deps.db.manager, wanted, deps.clock.nowMs());
  if ((await stateOf(deps, wanted)).state === 'open') await closeMonth(deps, product, monthKey);
  await finishDistribution(deps, productId, chunks);
  await deps.db.transaction(async (tx) => {
    await lockProduct(tx, productId);
    const month = await findDistribution(tx, productId, monthKey);
    if (month?.state === 'posted') await signDistribution(tx, month.distributionId, deps.clock.nowMs());
  });
  return stateOf(deps, wanted);
}

function checkOver({ calendar }: Deps, monthKey: string): void {
  const period = periodOfKey(monthKey);
  if (period.kind !== 'month')
    throw new AppError('invalid-input', 'A month is wanted', {
      errors: [{ path: 'month', code: 'invalid', message: 'must be such as 2026-02' }],
    });
  if (calendar.nowMs() < period.toMs) throw new AppError('conflict', `${monthKey} is not over`);
}

async function stateOf(
  { db }: Deps,
  { productId, period }: { productId: string; period: string },
): Promise<Distribution> {
  const month = await findDistribution(db.manager, productId, period);
  if (!month) throw new AppError('not-found', `${period} was not opened`);
  return month;
}

/** Fixes the strikes of a month: from the one that closed the month before to that of its last day. */
async function closeMonth(deps: Deps, product: PoolProduct, monthKey: string): Promise<void> {
  const { productId } = product;
  const closing = await closingStrike(deps, product, monthKey);
  await deps.db.transaction(async (tx) => {
    await lockProduct(tx, productId);
    const month = await findDistribution(tx, productId, monthKey);
    if (month?.state !== 'open') return;
    if (await isClosedAfter(tx, productId, monthKey)) throw new AppError('conflict', 'A later month is closed');
    const stored = await loadPool(tx, product, []);
    await lockDistribution(tx, month.distributionId, {
      openingStrikeId: await openingStrike(tx, productId, monthKey),
      closingStrikeId: closing,
      paidStrikeId: stored?.strikeId ?? closing,
    });
  });
}

/** Where the month before ended; for the first one, where balances began to be kept. */
async function openingStrike(tx: EntityManager, productId: string, monthKey: string): Promise<string | null> {
  const before = await closedBefore(tx, productId, monthKey);
  if (before) return before.closingStrikeId;
  return (await newestUnsealed(tx, productId))?.strikeId ?? null;
}

/** The strike of the month's last day; of a pool that a total loss has ended, its last. */
async function closingStrike(deps: Deps, product: PoolProduct, monthKey: string): Promise<string> {
  const stored = await loadPool(deps.db.manager, product, []);
  if (stored?.pool.status === 'closed') return stored.strikeId;
  const lastDay = dayOf(periodOfKey(monthKey).toMs - 1);
  return (await strikeForDay(deps, product, { dayKey: lastDay.key })).strikeId;
}
