import { invariant } from '@orbiquant/kernel';
import { FEE_ACCOUNT_ID, HOUSE_ACCOUNT_ID, type Account } from './account.ts';
import type { Book } from './book.ts';
import type { Fill, Order, OrderList } from './order.ts';

/** Fee rates in millionths of the amount received. */
export type FeeRates = { makerPpm: bigint; takerPpm: bigint };

/** A credit from outside, the only way assets come to the exchange. */
export type Deposit = { key: string; accountId: number; asset: string; quantity: bigint; depositedAtMs: number };

/** Everything the exchange knows and must not forget. Changed only by the engine's functions. */
export type ExchangeState = {
  /** The market's clock: every tape trade up to here has been applied. */
  clockMs: number;
  fees: FeeRates;
  accounts: Map<number, Account>;
  accountByKey: Map<string, Account>;
  orders: Map<number, Order>;
  ordersByAccount: Map<number, Order[]>;
  lists: Map<number, OrderList>;
  fillsByAccount: Map<number, Fill[]>;
  deposits: Map<string, Deposit>;
  books: Map<string, Book>;
  nextOrderId: number;
  nextFillId: number;
  nextListId: number;
  nextPriority: number;
  nextAccountId: number;
};

/** An exchange with its own two accounts and no customers. */
export function emptyState(clockMs: number, fees: FeeRates): ExchangeState {
  const state: ExchangeState = {
    clockMs,
    fees,
    accounts: new Map(),
    accountByKey: new Map(),
    orders: new Map(),
    ordersByAccount: new Map(),
    lists: new Map(),
    fillsByAccount: new Map(),
    deposits: new Map(),
    books: new Map(),
    nextOrderId: 1,
    nextFillId: 1,
    nextListId: 1,
    nextPriority: 1,
    nextAccountId: 3,
  };
  for (const accountId of [HOUSE_ACCOUNT_ID, FEE_ACCOUNT_ID]) addAccount(state, ownAccount(accountId));
  return state;
}

/** Puts an account on the books. */
export function addAccount(state: ExchangeState, account: Account): void {
  state.accounts.set(account.accountId, account);
  if (account.apiKey) state.accountByKey.set(account.apiKey, account);
}

/** The account with this id. @throws Invariant when there is none. */
export function accountOf(state: ExchangeState, accountId: number): Account {
  const account = state.accounts.get(accountId);
  invariant(account, `no account ${accountId}`);
  return account;
}

/** The book of a listed instrument. @throws Invariant when it is not listed. */
export function bookOf(state: ExchangeState, symbol: string): Book {
  const book = state.books.get(symbol);
  invariant(book, `no book for ${symbol}`);
  return book;
}

/** Registers an order under its id and its owner. */
export function addOrder(state: ExchangeState, order: Order): void {
  state.orders.set(order.orderId, order);
  pushTo(state.ordersByAccount, order.accountId, order);
}

/** Registers a fill under its owner. */
export const addFill = (state: ExchangeState, fill: Fill): void => pushTo(state.fillsByAccount, fill.accountId, fill);

function pushTo<T>(lists: Map<number, T[]>, key: number, item: T): void {
  const list = lists.get(key);
  if (list) list.push(item);
  else lists.set(key, [item]);
}

const ownAccount = (accountId: number): Account => ({
  accountId,
  apiKey: '',
  secret: '',
  balances: new Map(),
  updatedAtMs: 0,
});
