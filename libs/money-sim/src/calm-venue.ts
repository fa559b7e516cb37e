import type { OrderDesk } from './order-desk.ts';
import { decideOrder } from './order-desk.ts';
import type { World } from './world.ts';
import { fillRest } from './fake-venue.ts';

/** Open orders are filled: nothing lies about for ever. */
export function stirCalmly(world: World, { venue }: OrderDesk): void {
  for (const row of venue.orders) if (row.status === 'open') fillRest(world, venue, row);
}

/** Everything is sold, so that who wants to leave can be paid. */
export function liquidate(world: World, desk: OrderDesk): void {
  const { lots } = desk.venue;
  if (lots > 0n) decideOrder(world, desk, { side: 'sell', lots: Number(lots) });
}
