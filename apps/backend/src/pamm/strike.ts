import { navStruck } from '@orbiquant/contracts';
import { AppError, newId } from '@orbiquant/kernel';
import { exponentOf, floorToMinor } from '@orbiquant/ledger';
import { strikePool, type NavClaim, type PoolRequest, type Struck } from '@orbiquant/pamm';
import {
  beginCutOff,
  endCutOff,
  lockProduct,
  lockQueuedRedemptions,
  lockQueuedSubscriptions,
  queuedRedemptionIds,
  queuedSubscriptionIds,
  standingsOf,
  strikeOfPeriod,
  unpostedDistribution,
  type PoolProduct,
  type Strike,
} from '@orbiquant/pamm-store';
import type { EntityManager } from '@orbiquant/platform-db';
import { publish } from '@orbiquant/platform-events';
import type { Deps } from '../deps.ts';
import { tellBalanceChanged } from './balance-changed.ts';
import { checkBooks } from './check-books.ts';
import { finishDistribution } from './finish-distribution.ts';
import { instantNow, type Instant } from './pool-time.ts';
import { reconciledStatement, type Reconciled } from './reconciled-statement.ts';
import { recordStrike } from './record-strike.ts';
import { standingBefore, type Standing } from './standing-before.ts';
import { strikeRefused } from './strike-refused.ts';
import { navPointOf } from './views.ts';

/** What to strike, and what for; `alongside` runs in the transaction of the strike. */
export type StrikeOrder = {
  product: PoolProduct;
  period: string;
  /** What somebody outside says the NAV is: compared, never used. */
  claim?: NavClaim;
  claimToleranceMinor?: bigint;
  alongside?: (tx: EntityManager, strike: Strike) => Promise<void>;
};

/** How long a strike that died keeps what waits from being taken back. */
const CUT_OFF_MS = 60_000;

/**
 * Fixes the NAV of a product and deals the queue at it, in one transaction. The cut-off comes before the statement is
 * asked for: nobody is dealt at a value that could be known when asking. A period that has been struck is answered with its strike.
 * @throws AppError data-stale or conflict, with nothing changed, when no NAV can be struck.
 */
export async function strike(deps: Deps, order: StrikeOrder): Promise<Strike> {
  const { productId } = order.product;
  await finishDistribution(deps, productId);
  const untilMs = deps.clock.nowMs() + CUT_OFF_MS;
  await beginCutOff(deps.db.manager, productId, untilMs);
  try {
    const waiting = await whoWaits(deps.db.manager, productId);
    const reconciled = await reconciledStatement(deps, order.product);
    deps.calendar.hear(reconciled.statement.atMs);
    return await deps.db.transaction(async (tx) => {
      const product = await lockProduct(tx, productId);
      const known = await strikeOfPeriod(tx, productId, order.period);
      const settling = { ...order, product, waiting, reconciled, now: instantNow(deps) };
      const struck = known ?? (await settle(tx, settling));
      await order.alongside?.(tx, struck);
      return struck;
    });
  } finally {
    await endCutOff(deps.db.manager, productId, untilMs);
  }
}

type Waiting = { subscriptions: readonly string[]; redemptions: readonly string[] };

const whoWaits = async (db: EntityManager, productId: string): Promise<Waiting> => ({
  subscriptions: await queuedSubscriptionIds(db, productId),
  redemptions: await queuedRedemptionIds(db, productId),
});

type Settling = StrikeOrder & { waiting: Waiting; reconciled: Reconciled; now: Instant };

async function settle(tx: EntityManager, settling: Settling): Promise<Strike> {
  const { product, reconciled, period, now, waiting } = settling;
  await checkStrikable(tx, product);
  const before = await standingBefore(tx, settling);
  const requests = [
    ...(await lockQueuedSubscriptions(tx, waiting.subscriptions)),
    ...(await lockQueuedRedemptions(tx, waiting.redemptions)),
  ];
  const outcome = await strikeNow(tx, { settling, before, requests });
  const struck = await recordStrike(tx, { strikeId: newId(), period, product, reconciled, before, outcome, now });
  await checkBooks(tx, product, outcome.pool);
  await publish(tx, navStruck, { ...navPointOf(struck), productId: product.productId });
  const concerned = [...outcome.pool.lots, ...before.pool.lots, ...requests].map(({ holder }) => holder);
  await tellBalanceChanged(tx, [...new Set(concerned)]);
  return struck;
}

async function checkStrikable(tx: EntityManager, { productId, status }: PoolProduct): Promise<void> {
  if (status === 'frozen') throw new AppError('conflict', 'No NAV was struck: this product is frozen');
  if (await unpostedDistribution(tx, productId))
    throw new AppError('conflict', 'No NAV was struck: a month is being paid', { retryable: true });
}

type Striking = { settling: Settling; before: Standing; requests: readonly PoolRequest[] };

async function strikeNow(tx: EntityManager, { settling, before, requests }: Striking): Promise<Struck> {
  const { product, reconciled, now, claim, claimToleranceMinor } = settling;
  const { statement } = reconciled;
  const atMs = instantOf(before, requests, now.poolMs);
  const outcome = strikePool(before.pool, {
    atMs,
    venueEquityMinor: floorToMinor(statement.equity.times(product.venueShare), exponentOf(product.currency)),
    markedAtMs: atMs - markAgeMs(reconciled),
    requests,
    standings: await standingsOf(tx),
    ...(claim ? { claim } : {}),
    ...(claimToleranceMinor === undefined ? {} : { claimToleranceMinor }),
  });
  if (!outcome.ok) throw strikeRefused(outcome.refusal);
  return outcome;
}

/** Pool time only goes forward: a strike is after the one before and after everything that it deals. */
const instantOf = ({ pool }: Standing, requests: readonly PoolRequest[], nowMs: number): number =>
  Math.max(nowMs, (pool.struckAtMs ?? 0) + 1, ...requests.map(({ requestedAtMs }) => requestedAtMs + 1));

/** How old the oldest mark is, in market time; 0 without positions. */
function markAgeMs({ statement: { atMs, holdings } }: Reconciled): number {
  const marks = holdings.filter(({ quantity }) => !quantity.isZero()).map(({ markAtMs }) => markAtMs);
  return marks.length === 0 ? 0 : Math.max(0, atMs - Math.min(...marks));
}
