import { useQuery, useQueryClient } from '@tanstack/react-query';
import { getMarketClock, getSystemStatus, type MarketClock } from '@orbiquant/contracts';
import { call } from '../api/call.ts';
import { useLive } from '../live/use-live.ts';

const LOOK_EVERY_MS = 5_000;

/** Mode, market clock and services, looked at every few seconds. */
export const useStatus = () =>
  useQuery({
    queryKey: ['status'],
    queryFn: ({ signal }) => call(getSystemStatus, {}, { signal }),
    refetchInterval: LOOK_EVERY_MS,
    staleTime: LOOK_EVERY_MS,
  });

/** The market's own clock, carried on by live messages. */
export function useClock(): MarketClock | null {
  const status = useStatus();
  const queries = useQueryClient();
  const live = useQuery<MarketClock>({
    queryKey: ['clock'],
    queryFn: ({ signal }) => call(getMarketClock, {}, { signal }),
    staleTime: Infinity,
    retry: false,
  });
  useLive('clock', 'clock.updated', { message: (clock) => queries.setQueryData(['clock'], clock) });
  const polled = status.data?.clock ?? null;
  if (!live.data) return polled;
  return polled && polled.nowMs > live.data.nowMs ? polled : live.data;
}
