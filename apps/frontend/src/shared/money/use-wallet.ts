import { useQuery } from '@tanstack/react-query';
import { getDeposits, getWallet, getWithdrawals, type CardDeposit, type WithdrawalView } from '@orbiquant/contracts';
import { call } from '../api/call.ts';
import { useMoneyNews } from './use-money-news.ts';

const CALM_MS = 30_000;
/** While money is on its way somebody is watching. */
const EAGER_MS = 3_000;

const ENDED = ['paid', 'returned', 'failed', 'canceled', 'rejected'];

/** Whether nothing more is expected to happen to a withdrawal. */
export const hasEnded = ({ status }: Pick<WithdrawalView, 'status'>): boolean => ENDED.includes(status);

/** Whether a deposit is still to be confirmed or refused. */
export const isUnderWay = ({ status }: Pick<CardDeposit, 'status'>): boolean =>
  status === 'created' || status === 'processing';

/** The wallet and what may leave it; fetched afresh whenever the person's money is told to have changed. */
export function useWallet() {
  useMoneyNews();
  return useQuery({
    queryKey: ['wallet'],
    queryFn: ({ signal }) => call(getWallet, {}, { signal }),
    refetchInterval: CALM_MS,
  });
}

/** Money paid in by card, newest first. `isAwaited` looks often. */
export const useDeposits = (isAwaited = false) =>
  useQuery({
    queryKey: ['deposits'],
    queryFn: ({ signal }) => call(getDeposits, {}, { signal }),
    refetchInterval: isAwaited ? EAGER_MS : CALM_MS,
  });

/** Withdrawals, newest first; looked at often while one is on its way. */
export const useWithdrawals = () =>
  useQuery({
    queryKey: ['withdrawals'],
    queryFn: ({ signal }) => call(getWithdrawals, {}, { signal }),
    refetchInterval: ({ state }) => (state.data?.some((one) => !hasEnded(one)) ? EAGER_MS : CALM_MS),
  });
