import { balancesOf } from '@orbiquant/pamm';
import { bookMovements, MANAGER, monthOf, nextSeq, type PoolDesk } from './pool-desk.ts';
import { putEffect, takeStep } from './steps.ts';
import { traceNumber } from './trace.ts';
import { happens, violated, type World } from './world.ts';

const RECONCILE_EVERY_MS = 3_600_000;
const DAY_MS = 86_400_000;

/** The payout job: takes up every withdrawal that is approved. It may die after any of them, and run twice. */
export function submitApproved(world: World): void {
  for (const { withdrawalId, status } of [...world.store.withdrawals.values()]) {
    if (status !== 'approved') continue;
    takeStep(world, { saga: 'withdrawal', sagaId: withdrawalId, input: { kind: 'submit' } });
    if (world.isStormy && happens(world, world.faults.crash)) return;
  }
}

/** Deposits whose hold is over. */
export function releaseDeposits(world: World): void {
  for (const { depositId, status } of [...world.store.deposits.values()]) {
    if (status === 'settled') takeStep(world, { saga: 'deposit', sagaId: depositId, input: { kind: 'release' } });
  }
}

/** Asks for a reconciliation, at most one an hour. */
export function askReconcile(world: World): void {
  if (world.nowMs < world.lastReconcileMs + RECONCILE_EVERY_MS) return;
  world.lastReconcileMs = world.nowMs;
  const effectId = `reconcile:${Math.floor(world.nowMs / RECONCILE_EVERY_MS)}`;
  putEffect(world.store, { effectId, kind: 'reconcile', sagaId: effectId, notBeforeMs: world.nowMs });
}

/** Pays out every month that is over and not paid out yet, in order; what is due is read, not remembered. */
export function payOutMonths(world: World): void {
  for (const desk of world.pools) {
    const { struckAtMs, status } = desk.pool;
    if (struckAtMs === null || status === 'closed') continue;
    while (isDue(world, desk, struckAtMs)) {
      if (world.isStormy && happens(world, world.faults.crash)) return;
      payOut(world, desk);
    }
  }
}

/** A month is due once it is over and the pool has been struck after it. */
function isDue({ seams, nowMs }: World, desk: PoolDesk, struckAtMs: number): boolean {
  const over = seams.periodOf(struckAtMs) > desk.nextPeriod;
  if (!over || seams.dutiesInTable) return over;
  const missed = nowMs % DAY_MS > DAY_MS / 4;
  if (missed) desk.nextPeriod += 1;
  return !missed;
}

/** One month of one pool. The row that says so is written with the money, and there can be only one. */
function payOut(world: World, desk: PoolDesk): void {
  const { seams, rng, nowMs } = world;
  const period = desk.nextPeriod;
  const racing = !seams.claimsPeriods && rng.below(2) === 0;
  for (let run = 0; run < (racing ? 2 : 1); run++) {
    const choices = balancesOf(desk.pool)
      .filter(({ holder }) => holder !== MANAGER)
      .map(({ holder, balanceMinor }) => ({
        holder,
        netProfitMinor: profitOf(desk, holder, balanceMinor),
        choice: choiceOf(world, holder),
      }));
    const { pool, movements, paid } = seams.payOut(desk.pool, choices);
    const key = `month:${desk.poolId}:${period}${seams.claimsPeriods ? '' : `:${run}`}`;
    bookMovements(world, desk, { key, movements });
    desk.pool = pool;
    for (const { holder, paidMinor } of paid) traceNumber(world.trace, Number(paidMinor) + holder.length);
    noteMonth(world, desk, { period, run });
  }
  desk.nextPeriod = period + 1;
  if (monthEndMs(period) > nowMs) violated(world, 'N12', `month ${period} was paid out before it was over`);
}

/** Who pays out and who leaves it in: fixed for each person. */
const choiceOf = ({ investors }: World, holder: string): 'pay-out' | 'reinvest' =>
  investors.indexOf(holder) % 2 === 0 ? 'pay-out' : 'reinvest';

function profitOf({ months }: PoolDesk, holder: string, balanceMinor: bigint): bigint {
  const { openingMinor, subscribedMinor, redeemedMinor } = monthOf(months, holder);
  return balanceMinor - openingMinor - subscribedMinor + redeemedMinor;
}

function noteMonth(world: World, desk: PoolDesk, { period, run }: { period: number; run: number }): void {
  const { testimony, nowMs } = world;
  if (run > 0) violated(world, 'N10', `month ${period} was paid out twice`);
  desk.months.clear();
  for (const { holder, balanceMinor } of balancesOf(desk.pool))
    monthOf(desk.months, holder).openingMinor = balanceMinor;
  const holders = new Set(world.investors.filter((holder) => choiceOf(world, holder) === 'pay-out'));
  testimony.payOuts.push({ seq: nextSeq(world), poolId: desk.poolId, atMs: nowMs, period, holders });
}

/** The end of a month numbered from January of year 0. */
export const monthEndMs = (period: number): number => Date.UTC(Math.floor((period + 1) / 12), (period + 1) % 12, 1);
