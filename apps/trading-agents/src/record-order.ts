import type { Order } from '@orbiquant/contracts';
import { orderChanged } from '@orbiquant/contracts';
import type { EntityManager } from '@orbiquant/platform-db';
import { publish } from '@orbiquant/platform-events';
import { orderRepository } from '@orbiquant/trading-store';

/** Stores what became of an order and tells it, in one transaction; nothing is written when nothing changed. */
export async function saveOrder(tx: EntityManager, before: Order, after: Order): Promise<void> {
  const same =
    before.state === after.state &&
    before.filledQuantity.eq(after.filledQuantity) &&
    before.venueOrderId === after.venueOrderId &&
    before.reason === after.reason;
  if (same) return;
  await orderRepository(tx).save(after);
  await publish(tx, orderChanged, after);
}
