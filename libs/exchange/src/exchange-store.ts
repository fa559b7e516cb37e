import { canonicalJson } from '@orbiquant/kernel';
import type { Account } from './account.ts';
import { addAccount, addFill, addOrder, type Deposit, type ExchangeState } from './exchange-state.ts';
import { enterBook } from './book.ts';
import type { Journal } from './journal.ts';
import { isOpen, type Fill, type Order, type OrderList } from './order.ts';

/** The numbers that must never be given twice, and the market's clock. */
export type Counters = Pick<
  ExchangeState,
  'clockMs' | 'nextOrderId' | 'nextFillId' | 'nextListId' | 'nextPriority' | 'nextAccountId'
>;

/** What one command or market step changed: whole rows, to be written together or not at all. */
export type Changes = {
  counters: Counters;
  accounts: Account[];
  orders: Order[];
  lists: OrderList[];
  fills: Fill[];
  deposits: Deposit[];
};

/** Where the exchange's state outlives its process. Adapters: memory, PostgreSQL. */
export interface ExchangeStore {
  /** Everything committed so far; null when nothing ever was. Orders and fills oldest first. */
  load(): Promise<Changes | null>;
  /** Resolves once the changes are durable; afterwards a restart finds all of them. */
  commit(changes: Changes): Promise<void>;
  close(): Promise<void>;
}

/** The rows a journal asks to store. */
export const changesOf = (state: ExchangeState, journal: Journal): Changes => ({
  counters: countersOf(state),
  accounts: [...journal.accounts],
  orders: [...journal.orders],
  lists: [...journal.lists],
  fills: journal.fills,
  deposits: journal.deposits,
});

/** The counters alone, which are all that a quiet market step changes. */
export function countersOf(state: ExchangeState): Counters {
  const { clockMs, nextOrderId, nextFillId, nextListId, nextPriority, nextAccountId } = state;
  return { clockMs, nextOrderId, nextFillId, nextListId, nextPriority, nextAccountId };
}

/** Everything there is, as rows: what a restart must reproduce to the byte. */
export const snapshotOf = (state: ExchangeState): Changes => ({
  counters: countersOf(state),
  accounts: [...state.accounts.values()],
  orders: [...state.orders.values()],
  lists: [...state.lists.values()],
  fills: [...state.fillsByAccount.values()].flat().sort((a, b) => a.fillId - b.fillId || a.orderId - b.orderId),
  deposits: [...state.deposits.values()],
});

/** The snapshot as one text, in which equal states are equal to the byte. */
export function snapshotText(state: ExchangeState): string {
  const { accounts, deposits, ...rows } = snapshotOf(state);
  const plain = accounts.map((account) => ({ ...account, balances: Object.fromEntries(account.balances) }));
  const byKey = Object.fromEntries(deposits.map((made) => [made.key, made]));
  return canonicalJson({ ...rows, accounts: plain, deposits: byKey });
}

/** Puts stored rows back onto an empty exchange whose books are already open. */
export function restoreInto(state: ExchangeState, stored: Changes): void {
  Object.assign(state, stored.counters);
  for (const account of stored.accounts) addAccount(state, account);
  for (const order of stored.orders) addOrder(state, order);
  for (const list of stored.lists) state.lists.set(list.listId, list);
  stored.fills.forEach((fill) => addFill(state, fill));
  stored.deposits.forEach((made) => state.deposits.set(made.key, made));
  for (const order of stored.orders.filter(isOpen)) {
    const book = state.books.get(order.symbol);
    if (book) enterBook(book, order);
  }
}
