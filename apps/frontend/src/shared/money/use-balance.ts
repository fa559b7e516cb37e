import { useQuery, useQueryClient } from '@tanstack/react-query';
import { getBalance, getProducts } from '@orbiquant/contracts';
import { call } from '../api/call.ts';
import { usePerson } from '../api/session.ts';
import { useLive } from '../live/use-live.ts';

/** What is made stale by a change of somebody's money. */
export const MONEY_KEYS = ['balance', 'statement', 'subscriptions', 'products', 'nav', 'lineage'] as const;

/** The person's money; fetched afresh whenever it is told to have changed. */
export function useBalance() {
  const queries = useQueryClient();
  const person = usePerson();
  const refresh = (): void => {
    for (const key of MONEY_KEYS) void queries.invalidateQueries({ queryKey: [key] });
  };
  useLive(person ? `user:${person.userId}` : null, 'balance.changed', { message: refresh, missed: refresh });
  return useQuery({
    queryKey: ['balance'],
    queryFn: ({ signal }) => call(getBalance, {}, { signal }),
    refetchInterval: 30_000,
  });
}

/** The products that one can put money in. */
export const useProducts = () =>
  useQuery({
    queryKey: ['products'],
    queryFn: ({ signal }) => call(getProducts, {}, { signal }),
    refetchInterval: 30_000,
  });
