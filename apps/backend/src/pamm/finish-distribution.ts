import { AppError } from '@orbiquant/kernel';
import { post } from '@orbiquant/ledger-store';
import { payOutMonth, type Distribution as PaidMonth } from '@orbiquant/pamm';
import {
  addFeeEvents,
  addLotMoves,
  computeLines,
  linesToPay,
  loadPool,
  lockProduct,
  lotMovesOf,
  markPaid,
  markRest,
  moveDistribution,
  savePool,
  shareLines,
  standingsOf,
  unpostedDistribution,
  type Distribution,
  type LineToPay,
  type PoolProduct,
  type StoredPool,
} from '@orbiquant/pamm-store';
import type { EntityManager } from '@orbiquant/platform-db';
import type { Deps } from '../deps.ts';
import { tellBalanceChanged } from './balance-changed.ts';
import { transferOf } from './strike-transfers.ts';

/** How a month is worked off. */
export type ChunkOptions = {
  /** Accounts to a transaction. */
  accounts?: number;
  /** Called after each transaction. */
  onChunk?: (state: Distribution['state']) => Promise<void> | void;
};

const ACCOUNTS = 1_000;

/**
 * Works off the month that a product is in the middle of, chunk by chunk, each in a transaction of its own; whoever dies
 * in between, the next goes on. Several at once take turns. Does nothing when no month is open.
 */
export async function finishDistribution(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  productId: string,
  { accounts = ACCOUNTS, onChunk }: ChunkOptions = {},
): Promise<void> {
  if (!(await unpostedDistribution(db.manager, productId))) return;
  for (;;) {
    const state = await db.transaction(async (tx) => {
      const product = await lockProduct(tx, productId);
      const month = await unpostedDistribution(tx, productId);
      return month && advance(tx, { product, month, accounts, nowMs: clock.nowMs() });
    });
    if (state === null) return;
    await onChunk?.(state);
  }
}

type Working = { product: PoolProduct; month: Distribution; accounts: number; nowMs: number };

async function advance(tx: EntityManager, working: Working): Promise<Distribution['state']> {
  return working.month.state === 'locked' ? compute(tx, working) : pay(tx, working);
}

async function compute(tx: EntityManager, { product, month, accounts }: Working): Promise<Distribution['state']> {
  const computedTo = await computeLines(tx, month, accounts);
  if (computedTo !== null) {
    await moveDistribution(tx, month.distributionId, { state: 'locked', computedTo });
    return 'locked';
  }
  const { pool } = await storedPool(tx, product);
  await shareLines(tx, month.distributionId, pool.status === 'open' ? pool.cashMinor : 0n);
  await markRest(tx, month.distributionId);
  await moveDistribution(tx, month.distributionId, { state: 'computed' });
  return 'computed';
}

async function pay(tx: EntityManager, working: Working): Promise<Distribution['state']> {
  const { product, month, accounts } = working;
  const lines = await linesToPay(tx, month.distributionId, accounts);
  if (lines.length === 0) {
    await moveDistribution(tx, month.distributionId, { state: 'posted' });
    return 'posted';
  }
  const holders = lines.map(({ holder }) => holder);
  const before = await storedPool(tx, product, holders);
  const paid = payOutMonth(before.pool, await choicesOf(tx, lines));
  await record(tx, working, { before, paid });
  await tellBalanceChanged(tx, holders);
  return 'computed';
}

async function storedPool(tx: EntityManager, product: PoolProduct, holders?: readonly string[]): Promise<StoredPool> {
  const stored = await loadPool(tx, product, holders);
  if (!stored) throw new AppError('conflict', 'This product has not been struck');
  return stored;
}

/** Standings are those of now: an account that was frozen or deleted meanwhile loses nothing, and gets nothing into its wallet. */
async function choicesOf(tx: EntityManager, lines: readonly LineToPay[]): Promise<Parameters<typeof payOutMonth>[1]> {
  const standings = await standingsOf(
    tx,
    lines.map(({ holder }) => holder),
  );
  return lines.map(({ holder, shareMinor }) => {
    const standing = standings.get(holder);
    return { holder, netProfitMinor: shareMinor, choice: 'pay-out', ...(standing ? { standing } : {}) };
  });
}

type Payment = { before: StoredPool; paid: PaidMonth };

async function record(tx: EntityManager, { product, month, nowMs }: Working, { before, paid }: Payment): Promise<void> {
  const { distributionId, period } = month;
  const place = { pool: paid.pool, strikeId: before.strikeId, distributionId };
  const change = { before: before.pool, after: paid.pool, feeEvents: paid.feeEvents, burnt: 'distribution' as const };
  await addLotMoves(tx, place, lotMovesOf(change));
  await addFeeEvents(tx, place, paid.feeEvents);
  await savePool(tx, paid.pool, before.strikeId);
  await markPaid(
    tx,
    distributionId,
    paid.paid.map(({ holder, paidMinor, payTo }) => ({ holder, paidMinor, paidTo: payTo })),
  );
  const occasion = { product, key: distributionId, memo: `${product.name}, ${period}` };
  const transfers = paid.movements.map((movement) =>
    transferOf(movement, occasion, `distribution:${distributionId}:${movement.holder}`),
  );
  if (transfers.length > 0 && !(await post(tx, transfers, nowMs)).ok)
    throw new AppError('conflict', 'The books do not hold what is to be paid');
}
