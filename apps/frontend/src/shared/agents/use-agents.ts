import { useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { getAgent, getAgents, type Agent, type AgentId } from '@orbiquant/contracts';
import { call } from '../api/call.ts';
import { useLive } from '../live/use-live.ts';

const EVERY_MS = 10_000;

/** All agents, the newest first look and then what is told of them. */
export const useAgents = () =>
  useQuery({
    queryKey: ['agents'],
    queryFn: ({ signal }) => call(getAgents, {}, { signal }),
    refetchInterval: EVERY_MS,
  });

/** One agent, kept fresh by live messages. */
export function useAgent(agentId: AgentId) {
  const queries = useQueryClient();
  useLive(`agent:${agentId}`, 'agent.updated', { message: (agent) => rememberAgent(queries, agent) });
  return useQuery<Agent>({
    queryKey: ['agent', agentId],
    queryFn: ({ signal }) => call(getAgent, { params: { agentId } }, { signal }),
    refetchInterval: EVERY_MS,
    placeholderData: () => queries.getQueryData<Agent[]>(['agents'])?.find((agent) => agent.agentId === agentId),
  });
}

/** Puts what was told of an agent where every screen finds it. */
export function rememberAgent(queries: QueryClient, agent: Agent): void {
  queries.setQueryData(['agent', agent.agentId], agent);
  queries.setQueryData<Agent[]>(['agents'], (known) =>
    known?.map((one) => (one.agentId === agent.agentId ? agent : one)),
  );
}
