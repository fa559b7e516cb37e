import { z } from 'zod';
import { AccountStatement, type StrikePosition } from '@orbiquant/contracts';
import { AppError, ZERO } from '@orbiquant/kernel';
import { post } from '@orbiquant/ledger-store';
import { accruedManagementFeeMinor, balancesOf, type Balance, type Struck } from '@orbiquant/pamm';
import {
  addBalances,
  addFeeEvents,
  addLotMoves,
  addMovements,
  addStrike,
  chainHead,
  decimalOfE12,
  lotMovesOf,
  saltOf,
  savePool,
  sealStrike,
  setProductStatus,
  type PoolProduct,
  type Strike,
} from '@orbiquant/pamm-store';
import type { EntityManager } from '@orbiquant/platform-db';
import { poolTree } from '@orbiquant/pool-proof';
import type { Instant } from './pool-time.ts';
import { leavesOf } from './proof.ts';
import type { Reconciled } from './reconciled-statement.ts';
import { recordRequests } from './record-requests.ts';
import type { Standing } from './standing-before.ts';
import { keyed, stakeTransfer, transferOf, type Occasion } from './strike-transfers.ts';

/** A strike that was computed and is to be written. */
export type Recording = {
  strikeId: string;
  period: string;
  product: PoolProduct;
  reconciled: Reconciled;
  before: Standing;
  outcome: Struck;
  now: Instant;
};

/** Writes down everything that a strike did, books it, and seals it. */
export async function recordStrike(tx: EntityManager, recording: Recording): Promise<Strike> {
  const { strikeId, product, before, outcome, reconciled } = recording;
  const balances = balancesOf(outcome.pool);
  const struck = await strikeOf(tx, recording, balances);
  const snapshot = z.encode(AccountStatement, reconciled.statement);
  await addStrike(tx, struck, { positions: positionsOf(reconciled, product), snapshot });
  await savePool(tx, outcome.pool, strikeId);
  if (outcome.pool.status === 'closed') await setProductStatus(tx, product.productId, 'closed');
  await recordLots(tx, recording);
  await recordRequests(tx, strikeId, outcome);
  await addBalances(tx, strikeId, balances);
  await book(tx, recording, { product, key: strikeId, memo: `${product.name}, strike ${before.number}` });
  await sealStrike(tx, strikeId);
  return struck;
}

async function strikeOf(tx: EntityManager, recording: Recording, balances: readonly Balance[]): Promise<Strike> {
  const { strikeId, period, product, reconciled, before, outcome } = recording;
  const { statement } = reconciled;
  const { pool, priceE12, offerE12 } = outcome;
  const salt = await saltOf(tx, product.productId);
  const { root } = poolTree(leavesOf(balances, { salt, productId: product.productId }));
  return {
    strikeId,
    productId: product.productId,
    number: before.number,
    period,
    atMs: statement.atMs,
    struckAtMs: pool.struckAtMs!,
    currency: product.currency,
    navMinor: pool.navMinor,
    units: decimalOfE12(pool.units),
    navPerUnit: decimalOfE12(priceE12),
    poolCashMinor: pool.cashMinor,
    accruedFeesMinor: accruedManagementFeeMinor(pool),
    venueCash: statement.cash.times(product.venueShare),
    lastFillId: statement.lastFillId,
    series: pool.series,
    offerPrice: decimalOfE12(offerE12),
    navBeforeMinor: outcome.navBeforeFlowsMinor,
    crystallised: outcome.crystallised,
    crystallisedFeeMinor: outcome.feeEvents.reduce((sum, { feeMinor }) => sum + feeMinor, 0n),
    shortfallMinor: outcome.shortfallMinor,
    root: { hash: root.hash, leaves: root.leaves },
    chain: await chainHead(tx),
  };
}

/** The pool's part of the account's positions, so that cash and positions of a strike add up to its own NAV. */
function positionsOf({ statement, fills }: Reconciled, { venueShare }: PoolProduct): StrikePosition[] {
  const counts = new Map(fills.map((sum) => [sum.symbol, sum.fills]));
  return statement.holdings
    .map((holding) => ({ ...holding, quantity: holding.quantity.times(venueShare) }))
    .filter(({ quantity }) => !quantity.equals(ZERO))
    .map(({ symbol, quantity, mark, markAtMs }) => ({
      symbol,
      quantity,
      mark,
      markAtMs,
      value: quantity.times(mark),
      fills: counts.get(symbol) ?? 0,
    }));
}

async function recordLots(tx: EntityManager, { strikeId, before, outcome }: Recording): Promise<void> {
  const { pool: after, feeEvents } = outcome;
  // a stake is in the pool before its first strike, and in no row yet
  const known = before.openingMinor === null ? before.pool : { ...before.pool, lots: [] };
  const moves = lotMovesOf({ before: known, after, feeEvents, burnt: 'redeem' });
  await addLotMoves(tx, { pool: after, strikeId }, moves);
  await addFeeEvents(tx, { pool: after, strikeId }, feeEvents);
}

async function book(
  tx: EntityManager,
  { strikeId, before, outcome, now }: Recording,
  occasion: Occasion,
): Promise<void> {
  const movements = keyed(outcome.movements, occasion);
  await addMovements(tx, strikeId, movements);
  const transfers = movements.map((movement) => transferOf(movement, occasion, movement.transferKey));
  if (before.openingMinor) transfers.unshift(stakeTransfer(occasion, before.openingMinor));
  if (transfers.length === 0 || (await post(tx, transfers, now.wallMs)).ok) return;
  throw new AppError('conflict', 'No NAV was struck: the books do not hold the money that was queued');
}
