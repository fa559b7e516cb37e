import { capitalOf, pendingOf } from '@orbiquant/ledger';
import { monthIndexOf } from '@orbiquant/periods';
import { START_MS } from './names.ts';
import type { PoolDesk } from './pool-desk.ts';
import { balanceIn } from './store.ts';
import { mustHold, type World } from './world.ts';

/** N1, N11: the ledger says of each pool what the pool says of itself, and every month that is over was paid out once. */
export function checkPools(world: World): void {
  for (const desk of world.pools) {
    checkCapital(world, desk);
    checkMonths(world, desk);
  }
}

function checkCapital(world: World, { poolId, pool, queue }: PoolDesk): void {
  const capital = balanceIn(world.store, capitalOf(poolId), 'USDT');
  const isStruck = pool.struckAtMs !== null;
  mustHold(world, !isStruck || capital === pool.navMinor, () => [
    'N1',
    `${poolId}: booked ${capital}, NAV ${pool.navMinor}`,
  ]);
  const waiting = queue.reduce((sum, request) => (request.kind === 'subscribe' ? sum + request.cashMinor : sum), 0n);
  const pending = balanceIn(world.store, pendingOf(poolId), 'USDT');
  mustHold(world, pending === waiting, () => ['N1', `${poolId}: pending ${pending}, waiting ${waiting}`]);
}

function checkMonths(world: World, { poolId }: PoolDesk): void {
  const { strikes, payOuts } = world.testimony;
  const last = strikes.findLast((strike) => strike.poolId === poolId);
  if (!last) return;
  for (let month = monthIndexOf(START_MS); month < monthIndexOf(last.atMs); month++) {
    const times = payOuts.filter((each) => each.poolId === poolId && each.period === month).length;
    mustHold(world, times === 1, () => ['N11', `${poolId}: month ${month} was paid out ${times} times`]);
  }
}

/** W9: nobody's withdrawal fails because the house is short for a while. */
export function checkFailures(world: World): void {
  for (const { withdrawalId, status, reason, legs } of world.store.withdrawals.values()) {
    const isExcused = status !== 'failed' || legs.transfer.status === 'done' || reason === 'never-arrived';
    mustHold(world, isExcused, () => ['W9', `${withdrawalId} failed: ${reason}`]);
  }
}
