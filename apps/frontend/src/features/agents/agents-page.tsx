import { useQueries } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { getPositions, type AgentId } from '@orbiquant/contracts';
import { AgentCard } from '../../shared/agents/agent-card.tsx';
import { useAgents } from '../../shared/agents/use-agents.ts';
import { call } from '../../shared/api/call.ts';
import { Empty } from '../../shared/ui/empty.tsx';
import { Page } from '../../shared/ui/page.tsx';
import { Pending } from '../../shared/ui/pending.tsx';
import { Problem } from '../../shared/ui/problem.tsx';

/** All agents at a glance. */
export function AgentsPage() {
  const { t } = useTranslation();
  const agents = useAgents();
  const positions = usePositionCounts(agents.data?.map(({ agentId }) => agentId) ?? []);
  return (
    <Page title={t('agents.title')} lead={t('agents.lead')}>
      {agents.isError && <Problem error={agents.error} retry={agents.refetch} />}
      {agents.isPending && <Pending className="max-w-md" heights={['19rem']} />}
      {agents.data?.length === 0 && <Empty title={t('agents.noneTitle')} text={t('agents.noneText')} />}
      <div className="grid gap-4 sm:grid-cols-2 xl:grid-cols-3">
        {agents.data?.map((agent) => (
          <AgentCard key={agent.agentId} agent={agent} positions={positions.get(agent.agentId)} />
        ))}
      </div>
    </Page>
  );
}

function usePositionCounts(agentIds: readonly AgentId[]): Map<AgentId, number> {
  return useQueries({
    queries: agentIds.map((agentId) => ({
      queryKey: ['positions', agentId],
      queryFn: ({ signal }: { signal: AbortSignal }) => call(getPositions, { params: { agentId } }, { signal }),
      refetchInterval: 10_000,
    })),
    combine: (results) =>
      new Map(
        results.flatMap(({ data }, at) =>
          data && agentIds[at]
            ? [[agentIds[at], data.filter(({ quantity }) => !quantity.isZero()).length] as const]
            : [],
        ),
      ),
  });
}
