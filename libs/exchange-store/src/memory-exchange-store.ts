import type { Changes, ExchangeStore } from '@orbiquant/exchange';

/** Keeps the exchange's state for as long as the process lives, by value, as a database would. */
export function memoryExchangeStore(): ExchangeStore {
  const accounts = new Map<number, Changes['accounts'][number]>();
  const orders = new Map<number, Changes['orders'][number]>();
  const lists = new Map<number, Changes['lists'][number]>();
  const deposits = new Map<string, Changes['deposits'][number]>();
  const fills: Changes['fills'] = [];
  let counters: Changes['counters'] | null = null;
  return {
    load: async () => {
      if (!counters) return null;
      const rows = { accounts: [...accounts.values()], orders: [...orders.values()], lists: [...lists.values()] };
      return structuredClone({ counters, ...rows, fills, deposits: [...deposits.values()] });
    },
    commit: async (changes) => {
      const copy = structuredClone(changes);
      counters = copy.counters;
      for (const account of copy.accounts) accounts.set(account.accountId, account);
      for (const order of copy.orders) orders.set(order.orderId, order);
      for (const list of copy.lists) lists.set(list.listId, list);
      for (const made of copy.deposits) deposits.set(made.key, made);
      fills.push(...copy.fills);
    },
    close: async () => undefined,
  };
}
