import { useQuery } from '@tanstack/react-query';
import { getBalance, getProducts } from '@orbiquant/contracts';
import { call } from '../api/call.ts';
import { useMoneyNews } from './use-money-news.ts';

/** The person's money; fetched afresh whenever it is told to have changed. */
export function useBalance() {
  useMoneyNews();
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
