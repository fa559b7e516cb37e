import type { Account } from './account.ts';
import type { Deposit, ExchangeState } from './exchange-state.ts';
import type { Fill, Order, OrderList } from './order.ts';

/** What became of an order, as its owner is told. */
export type ExecutionType = 'NEW' | 'TRADE' | 'CANCELED' | 'EXPIRED';

/** News for one account's private stream, in the order things happened. Orders are copies of that moment. */
export type VenueEvent =
  | {
      kind: 'execution';
      accountId: number;
      execution: ExecutionType;
      order: Order;
      fill: Fill | null;
      cancelId: string;
    }
  | { kind: 'balances'; accountId: number; atMs: number; balances: { asset: string; free: bigint; locked: bigint }[] }
  | { kind: 'deposit'; accountId: number; atMs: number; asset: string; quantity: bigint }
  | { kind: 'list'; accountId: number; list: OrderList };

/** Everything one command or market step changed: what must be stored before anybody hears of it, and the news. */
export type Journal = {
  accounts: Set<Account>;
  orders: Set<Order>;
  lists: Set<OrderList>;
  fills: Fill[];
  deposits: Deposit[];
  events: VenueEvent[];
  touchedAssets: Map<number, Set<string>>;
};

/** What a command works on: the exchange, and the journal of what it changes there. */
export type Work = { state: ExchangeState; journal: Journal };

/** A journal of nothing. */
export const emptyJournal = (): Journal => ({
  accounts: new Set(),
  orders: new Set(),
  lists: new Set(),
  fills: [],
  deposits: [],
  events: [],
  touchedAssets: new Map(),
});

/** Whether nothing happened that must be stored. */
export const isQuiet = (journal: Journal): boolean =>
  journal.accounts.size + journal.orders.size + journal.lists.size === 0;

/** Notes that an account's holding of an asset changed. */
export function noteBalance(journal: Journal, account: Account, asset: string): void {
  journal.accounts.add(account);
  const assets = journal.touchedAssets.get(account.accountId) ?? new Set();
  journal.touchedAssets.set(account.accountId, assets.add(asset));
}

/** What happened to an order, with its fill or with the name of its cancellation. */
export type Happening = { execution: ExecutionType; fill?: Fill; cancelId?: string };

/** Notes what happened to an order. */
export function noteOrder(journal: Journal, order: Order, happened: Happening): void {
  journal.orders.add(order);
  const { accountId } = order;
  const { execution, fill = null, cancelId = '' } = happened;
  journal.events.push({ kind: 'execution', accountId, execution, order: { ...order }, fill, cancelId });
}

/** Closes the journal: every customer whose holdings changed is told the new ones, once. */
export function closeJournal(state: ExchangeState, journal: Journal): void {
  for (const [accountId, assets] of journal.touchedAssets) {
    const account = state.accounts.get(accountId);
    if (!account?.apiKey) continue;
    account.updatedAtMs = state.clockMs;
    const balances = [...assets].map((asset) => ({
      asset,
      ...(account.balances.get(asset) ?? { free: 0n, locked: 0n }),
    }));
    journal.events.push({ kind: 'balances', accountId, atMs: state.clockMs, balances });
  }
}
