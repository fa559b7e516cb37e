import { useQuery } from '@tanstack/react-query';
import { getAccountMonths, getHoldingDetail, getProductTerms, getRedemptions } from '@orbiquant/contracts';
import { call } from '../../shared/api/call.ts';

const LOOK_EVERY_MS = 30_000;

/** The terms of a product: in force, offered, announced. */
export const useTerms = (productId: string) =>
  useQuery({
    queryKey: ['products', productId, 'terms'],
    queryFn: ({ signal }) => call(getProductTerms, { params: { productId } }, { signal }),
  });

/** What the person has in a product, entry by entry. */
export const useHoldingDetail = (productId: string) =>
  useQuery({
    queryKey: ['holding', productId],
    queryFn: ({ signal }) => call(getHoldingDetail, { params: { productId } }, { signal }),
    refetchInterval: LOOK_EVERY_MS,
  });

/** The person's months in a product, newest first. */
export const useMonths = (productId: string) =>
  useQuery({
    queryKey: ['holding', productId, 'months'],
    queryFn: ({ signal }) => call(getAccountMonths, { params: { productId }, query: {} }, { signal }),
  });

/** What the person asked to take out, newest first. */
export const useRedemptions = () =>
  useQuery({
    queryKey: ['redemptions'],
    queryFn: ({ signal }) => call(getRedemptions, {}, { signal }),
    refetchInterval: LOOK_EVERY_MS,
  });
