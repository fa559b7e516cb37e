import { invariant } from '@orbiquant/kernel';
import { isOpen, type Order, type OrderList } from './order.ts';
import { fundsNeeded } from './funds.ts';
import { setLock, type Desk } from './settle.ts';
import { endOrder } from './work-order.ts';

/** The other order of a list, while it is open. */
function siblingOf(desk: Desk, order: Order): Order | null {
  const list = desk.state.lists.get(order.listId);
  const other = list?.orderIds.map((id) => desk.state.orders.get(id)).find((one) => one && one !== order);
  return other && isOpen(other) ? other : null;
}

/** One order of a list starts to trade: the other ends, and this one keeps locked just what it needs itself. */
export function retireSibling(desk: Desk, order: Order): void {
  const list = desk.state.lists.get(order.listId);
  if (!list || list.isDone) return;
  const other = siblingOf(desk, order);
  if (other) endOrder(desk, other, { execution: 'EXPIRED' });
  invariant(setLock(desk, order, fundsNeeded(order)), 'the list kept enough locked for either order');
  closeList(desk, list);
}

/** A list none of whose orders waits for the other any more. */
export function closeList(desk: Desk, list: OrderList): void {
  list.isDone = true;
  noteList(desk, list);
}

/** Notes that a list was made or changed. */
export function noteList({ state, journal }: Desk, list: OrderList): void {
  list.updatedAtMs = state.clockMs;
  journal.lists.add(list);
  journal.events.push({ kind: 'list', accountId: list.accountId, list: { ...list } });
}
