import { z } from 'zod';
import { AccountStatement, navStruck, type StrikePosition } from '@orbiquant/contracts';
import { AppError, Decimal, newId, sumDecimals, ZERO } from '@orbiquant/kernel';
import { capitalOf, exponentOf, floorToMinor, toUnits } from '@orbiquant/ledger';
import { balanceOf, post } from '@orbiquant/ledger-store';
import type { EntityManager } from '@orbiquant/platform-db';
import { publish } from '@orbiquant/platform-events';
import { issueUnits, strikeNav } from '@orbiquant/portfolio';
import {
  addLot,
  addStrike,
  holdersOf,
  latestStrikes,
  lockProduct,
  lockQueued,
  markExecuted,
  queuedIds,
  strikeOfPeriod,
  type ProductTerms,
  type Strike,
} from '@orbiquant/portfolio-store';
import type { Deps } from '../deps.ts';
import { tellBalanceChanged } from './balance-changed.ts';
import { reconciledStatement, type Reconciled } from './reconciled-statement.ts';
import { strikeTransfers, type Dealing } from './strike-transfers.ts';
import { navPointOf } from './views.ts';

/** What to strike, and what for; `alongside` runs in the transaction of the strike. */
export type StrikeOrder = {
  product: ProductTerms;
  period: string;
  alongside?: (tx: EntityManager, strike: Strike) => Promise<void>;
};

/**
 * Fixes the NAV of a product and deals the queue at it, in one transaction. The cut-off comes before the statement is
 * asked for: nobody is dealt at a value that could be known when asking. A period that has been struck is answered with its strike.
 * @throws AppError data-stale or conflict, with nothing changed, when no NAV can be struck.
 */
export async function strike(deps: Deps, order: StrikeOrder): Promise<Strike> {
  const waiting = await queuedIds(deps.db.manager, order.product.productId);
  const reconciled = await reconciledStatement(deps, order.product);
  return deps.db.transaction(async (tx) => {
    await lockProduct(tx, order.product.productId);
    const known = await strikeOfPeriod(tx, order.product.productId, order.period);
    const struck = known ?? (await settle(tx, { ...order, waiting, reconciled, nowMs: deps.clock.nowMs() }));
    await order.alongside?.(tx, struck);
    return struck;
  });
}

type Settling = StrikeOrder & { waiting: readonly string[]; reconciled: Reconciled; nowMs: number };

async function settle(tx: EntityManager, settling: Settling): Promise<Strike> {
  const { product, reconciled, nowMs } = settling;
  const before = await standingBefore(tx, settling);
  const priced = price(before, settling);
  const dealings = await deal(tx, settling, priced.navPerUnit);
  const struck = strikeOf(settling, { before, priced, dealings });
  await record(tx, { struck, before, dealings, reconciled });
  await publish(tx, navStruck, { ...navPointOf(struck), productId: product.productId });
  await tellBalanceChanged(tx, await holdersOf(tx, product.productId));
  const transfers = strikeTransfers({
    struck,
    before,
    dealings,
    pnlMinor: priced.navMinor - before.capitalMinor,
    product,
  });
  const posted = transfers.length === 0 || (await post(tx, transfers, nowMs)).ok;
  if (!posted) throw new AppError('conflict', 'No NAV was struck: the books do not hold the money that was queued');
  return struck;
}

/** A product as it stood before a strike; `openingMinor` is the operator's stake when it is the first. */
export type Standing = {
  number: number;
  units: Decimal;
  poolCashMinor: bigint;
  capitalMinor: bigint;
  openingMinor: bigint | null;
};

async function standingBefore(tx: EntityManager, { product, reconciled }: Settling): Promise<Standing> {
  const [previous] = await latestStrikes(tx, product.productId, 1);
  const bookedMinor = await balanceOf(tx, capitalOf(product.productId), product.currency);
  if (bookedMinor !== (previous?.navMinor ?? 0n))
    throw new AppError('conflict', 'No NAV was struck: the books and the last strike differ');
  if (!previous) {
    const exponent = exponentOf(product.currency);
    const openingMinor = floorToMinor(reconciled.startedEquity, exponent);
    return {
      number: 1,
      units: toUnits(openingMinor, exponent),
      poolCashMinor: 0n,
      capitalMinor: openingMinor,
      openingMinor,
    };
  }
  if (reconciled.statement.atMs < previous.atMs)
    throw new AppError('conflict', 'No NAV was struck: a newer one exists', { retryable: true });
  const { number, units, poolCashMinor, navMinor } = previous;
  return { number: number + 1, units, poolCashMinor, capitalMinor: navMinor, openingMinor: null };
}

type Priced = { navMinor: bigint; navPerUnit: Decimal };

function price({ units, poolCashMinor }: Standing, { product, reconciled }: Settling): Priced {
  const { equity } = reconciled.statement;
  const struck = strikeNav({
    poolCashMinor,
    equity,
    accruedFeesMinor: 0n,
    units,
    exponent: exponentOf(product.currency),
  });
  if (!struck) throw new AppError('conflict', 'No NAV was struck: nothing is left in the pool');
  return struck;
}

/** Those who were waiting at the cut-off; who is too small for a single unit step keeps waiting. */
async function deal(tx: EntityManager, { waiting, product }: Settling, navPerUnit: Decimal): Promise<Dealing[]> {
  const queued = await lockQueued(tx, waiting);
  const dealt = queued.map(({ subscriptionId, userId, cashMinor }) => ({
    subscriptionId,
    userId,
    cashMinor,
    units: issueUnits(cashMinor, navPerUnit, exponentOf(product.currency)),
  }));
  return dealt.filter(({ units }) => units.greaterThan(0));
}

/** The strike after dealing: its NAV is what the books owe the holders from now on. */
function strikeOf(
  { product, period, reconciled, nowMs }: Settling,
  { before, priced, dealings }: { before: Standing; priced: Priced; dealings: readonly Dealing[] },
): Strike {
  const { statement } = reconciled;
  const joiningMinor = dealings.reduce((sum, { cashMinor }) => sum + cashMinor, 0n);
  return {
    strikeId: newId(),
    productId: product.productId,
    number: before.number,
    period,
    atMs: statement.atMs,
    struckAtMs: nowMs,
    currency: product.currency,
    navMinor: priced.navMinor + joiningMinor,
    units: sumDecimals([before.units, ...dealings.map(({ units }) => units)]),
    navPerUnit: priced.navPerUnit,
    poolCashMinor: before.poolCashMinor + joiningMinor,
    accruedFeesMinor: 0n,
    venueCash: statement.cash,
    lastFillId: statement.lastFillId,
  };
}

type Recording = { struck: Strike; before: Standing; dealings: readonly Dealing[]; reconciled: Reconciled };

async function record(tx: EntityManager, { struck, before, dealings, reconciled }: Recording): Promise<void> {
  const snapshot = z.encode(AccountStatement, reconciled.statement);
  await addStrike(tx, struck, { positions: positionsOf(reconciled), snapshot });
  const { productId, strikeId, navPerUnit } = struck;
  if (before.openingMinor !== null) {
    const stake = { userId: null, units: before.units, navPerUnit: new Decimal(1), cashMinor: before.openingMinor };
    await addLot(tx, { productId, strikeId, ...stake });
  }
  for (const { subscriptionId, userId, units, cashMinor } of dealings) {
    await markExecuted(tx, { subscriptionId, strikeId, units, navPerUnit });
    await addLot(tx, { productId, strikeId, userId, units, navPerUnit, cashMinor });
  }
}

function positionsOf({ statement, fills }: Reconciled): StrikePosition[] {
  const counts = new Map(fills.map((sum) => [sum.symbol, sum.fills]));
  return statement.holdings
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
