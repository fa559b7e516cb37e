import { isSettled } from '@orbiquant/payments';
import { isLive } from '@orbiquant/trading';
import { isFrozen } from './steps.ts';
import type { World } from './world.ts';

/** Everything that has not come to an end, in words. */
export function openEnds({ store, pools }: World): string[] {
  const withdrawals = [...store.withdrawals.values()].filter((row) => !isSettled(row));
  const deposits = [...store.deposits.values()].filter(({ status }) => status !== 'released' && status !== 'failed');
  const orders = pools.flatMap((desk) => [...desk.orders.rows.values()].filter(({ order }) => isLive(order.state)));
  return [
    ...withdrawals.map(({ withdrawalId, status }) => `withdrawal ${withdrawalId} is ${status}`),
    ...deposits.map(({ depositId, status }) => `deposit ${depositId} is ${status}`),
    ...[...store.outbox.keys()].map((effectId) => `${effectId} waits`),
    ...orders.map(({ order }) => `order ${order.clientOrderId} is ${order.state}`),
    ...(isFrozen(store) ? ['the house is frozen'] : []),
  ];
}

/** Whether everything has come to an end. */
export const allEnded = (world: World): boolean => openEnds(world).length === 0;
