import { PAYOUT_CLEARING, PROCESSOR_CLEARING } from '@orbiquant/ledger';
import type { StripeTruth } from '@orbiquant/stripe-emulator';
import { differencesOf, type OrderDesk, type OrderRow } from './order-desk.ts';
import { balanceIn } from './store.ts';
import { suspenseOf } from './steps.ts';
import { mustHold, type World } from './world.ts';

const OWN = 'acct_platform';

/** O4, W16, W18: what our books say of the processor is what the processor says of itself. */
export function checkBank(world: World): void {
  const truth = world.books.truth();
  const own = truth.platform['usd'];
  const clearing = -balanceIn(world.store, PROCESSOR_CLEARING, 'USD');
  const balance = own ? own.available + own.pending : 0n;
  mustHold(world, clearing === balance, () => ['O4', `clearing ${clearing}, balance ${balance}`]);
  checkConnected(world, truth);
  const taken = world.testimony.strangers.reduce((sum, { cents }) => sum + cents, 0n);
  const suspense = suspenseOf(world.store);
  mustHold(world, -suspense === taken, () => ['W16', `strangers took ${taken}, suspense is ${suspense}`]);
}

function checkConnected(world: World, { accounts }: StripeTruth): void {
  let there = 0n;
  for (const [account, { usd }] of accounts) {
    if (!usd) continue;
    const left = usd.available + usd.pending;
    there += left + usd.inTransit;
    mustHold(world, left === 0n, () => ['W18', `${left} cents are left on ${account}`]);
  }
  const away = -balanceIn(world.store, PAYOUT_CLEARING, 'USD');
  mustHold(world, away === there, () => ['O4', `on connected accounts ${there}, booked ${away}`]);
}

/** O5: what our books say of the venue is what the venue says of itself. */
export function checkVenue(world: World): void {
  for (const { orders, poolId } of world.pools) {
    const { cash, position, base, rows } = orders;
    const words = `${poolId}: ${cash.toFixed()} and ${position.quantity.toFixed()}`;
    mustHold(world, differencesOf(orders) === 0, () => ['O5', words]);
    mustHold(world, base.equals(position.quantity), () => ['O5', `${words}: not the sum of its fills`]);
    checkDecisions(world, orders);
    for (const { order } of rows.values()) checkOrder(world, order);
  }
}

/** O6: one decision is one order at the venue. */
function checkDecisions(world: World, { venue, rows }: OrderDesk): void {
  const orders = new Map<number, number>();
  for (const { clientOrderId } of venue.orders) {
    const candle = rows.get(clientOrderId)?.candle ?? -1;
    orders.set(candle, (orders.get(candle) ?? 0) + 1);
  }
  for (const [candle, times] of orders) {
    mustHold(world, times === 1, () => ['O6', `${times} orders for decision ${candle}`]);
  }
}

function checkOrder(world: World, { state, filledQuantity, quantity, clientOrderId }: OrderRow['order']): void {
  mustHold(world, !filledQuantity.gt(quantity), () => ['X12', `${clientOrderId} is overfilled`]);
  const hasEnded = state === 'rejected' || state === 'not-placed';
  mustHold(world, !hasEnded || filledQuantity.isZero(), () => ['X4', `${clientOrderId} is ${state} and has fills`]);
}

/** O6, W17: at most one live transfer and one live payout for each withdrawal, and none to our own bank. */
export function checkEffects(world: World): void {
  const { transfers, payouts } = world.books.truth();
  const strangers = new Set(world.testimony.strangers.map(({ objectId }) => objectId));
  for (const { id, account } of payouts) {
    mustHold(world, account !== OWN || strangers.has(id), () => ['W17', `${id} paid our own bank`]);
  }
  const names = [
    ...payouts
      .filter(({ object }) => object.status !== 'failed' && object.status !== 'canceled')
      .map(({ id, object }) => `payout ${object.metadata['saga'] ?? id}`),
    ...transfers
      .filter(({ object }) => !object.reversed)
      .map(({ id, object }) => `transfer ${object.metadata['saga'] ?? id}`),
  ];
  const live = new Map<string, number>();
  for (const name of names) live.set(name, (live.get(name) ?? 0) + 1);
  for (const [name, times] of live) mustHold(world, times === 1, () => ['O6', `${times} times ${name}`]);
}
