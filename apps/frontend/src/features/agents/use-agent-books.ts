import { useCallback } from 'react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { getEquityCurve, getOrders, getPositions, type AgentId } from '@orbiquant/contracts';
import { call } from '../../shared/api/call.ts';
import { useLive } from '../../shared/live/use-live.ts';
import { usePaced } from '../../shared/live/use-paced.ts';

const EVERY_MS = 15_000;

/** Positions, orders and equity of an agent; an order that changed has them fetched afresh. */
export function useAgentBooks(agentId: AgentId) {
  const queries = useQueryClient();
  const refresh = useCallback(() => {
    for (const key of ['positions', 'orders', 'equity']) void queries.invalidateQueries({ queryKey: [key, agentId] });
  }, [queries, agentId]);
  useLive(`agent:${agentId}`, 'order.changed', { message: usePaced(refresh) });
  const params = { agentId };
  const positions = useQuery({
    queryKey: ['positions', agentId],
    queryFn: ({ signal }) => call(getPositions, { params }, { signal }),
    refetchInterval: EVERY_MS,
  });
  const orders = useQuery({
    queryKey: ['orders', agentId],
    queryFn: ({ signal }) => call(getOrders, { params, query: { limit: 50 } }, { signal }),
    refetchInterval: EVERY_MS,
  });
  const equity = useQuery({
    queryKey: ['equity', agentId],
    queryFn: ({ signal }) => call(getEquityCurve, { params, query: { limit: 2000 } }, { signal }),
    refetchInterval: EVERY_MS,
  });
  return { positions, orders, equity };
}
