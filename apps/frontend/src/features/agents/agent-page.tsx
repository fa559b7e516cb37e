import { getRouteApi, Link } from '@tanstack/react-router';
import { ChevronLeft } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { AgentId, type Agent } from '@orbiquant/contracts';
import { AgentStateBadge } from '../../shared/agents/agent-state.tsx';
import { DrawdownMeter } from '../../shared/agents/drawdown-meter.tsx';
import { useAgent } from '../../shared/agents/use-agents.ts';
import { usePerson } from '../../shared/api/session.ts';
import { formatDecimal } from '../../shared/format/numbers.ts';
import { reasonText } from '../../shared/i18n/reason-text.ts';
import { Badge } from '../../shared/ui/badge.tsx';
import { Card } from '../../shared/ui/card.tsx';
import { Empty } from '../../shared/ui/empty.tsx';
import { Page } from '../../shared/ui/page.tsx';
import { Pending } from '../../shared/ui/pending.tsx';
import { Problem } from '../../shared/ui/problem.tsx';
import { AgentControls } from './agent-controls.tsx';
import { DecisionTimeline } from './decision-timeline.tsx';
import { EquityCards } from './equity-card.tsx';
import { MandateCard } from './mandate-card.tsx';
import { OrdersTable } from './orders-table.tsx';
import { PositionsTable } from './positions-table.tsx';
import { useAgentBooks } from './use-agent-books.ts';

const route = getRouteApi('/signed-in/agents/$agentId');

/** One agent: what it has, what limits it, and everything it decided. */
export function AgentPage() {
  const { t } = useTranslation();
  const known = AgentId.safeParse(route.useParams().agentId);
  return known.success ? (
    <KnownAgent key={known.data} agentId={known.data} />
  ) : (
    <Page title={t('agents.title')}>
      <Empty title={t('common.notFoundTitle')} text={t('common.notFoundText')} action={<BackToAgents />} />
    </Page>
  );
}

function KnownAgent({ agentId }: { agentId: AgentId }) {
  const { t } = useTranslation();
  const { verdict } = route.useSearch();
  const navigate = route.useNavigate();
  const agent = useAgent(agentId);
  const books = useAgentBooks(agentId);
  if (agent.isPending)
    return <Pending className="mx-auto max-w-6xl p-6" heights={['2.5rem', '6rem', '18rem', '24rem']} />;
  if (!agent.data)
    return (
      <Page title={t('agents.title')} lead={<BackToAgents />}>
        <Problem error={agent.error} retry={agent.refetch} />
      </Page>
    );
  return (
    <Page title={agent.data.name} lead={<BackToAgents />} actions={<Actions agent={agent.data} />}>
      {agent.isError && <Problem error={agent.error} retry={agent.refetch} />}
      <Standing agent={agent.data} />
      <div className="grid gap-4 lg:grid-cols-2">
        {books.equity.isPending && <Pending className="lg:col-span-2" heights={['17rem']} />}
        {books.equity.data && <EquityCards agent={agent.data} curve={books.equity.data} />}
      </div>
      <DecisionTimeline
        agentId={agentId}
        verdict={verdict}
        onVerdict={(chosen) => void navigate({ search: { verdict: chosen }, replace: true, resetScroll: false })}
      />
      <div className="grid items-start gap-4 lg:grid-cols-[2fr_1fr]">
        <Card flush title={t('agents.positions')}>
          {books.positions.isError && <Problem error={books.positions.error} retry={books.positions.refetch} />}
          {books.positions.data && <PositionsTable positions={books.positions.data} />}
        </Card>
        <MandateCard mandate={agent.data.mandate} />
      </div>
      <Card flush title={t('agents.orders')}>
        {books.orders.isError && <Problem error={books.orders.error} retry={books.orders.refetch} />}
        {books.orders.data && <OrdersTable agentId={agentId} orders={books.orders.data} />}
      </Card>
    </Page>
  );
}

function BackToAgents() {
  const { t } = useTranslation();
  return (
    <Link to="/agents" className="inline-flex items-center gap-1 text-soft hover:text-ink">
      <ChevronLeft aria-hidden size={15} />
      {t('agents.title')}
    </Link>
  );
}

function Actions({ agent }: { agent: Agent }) {
  const person = usePerson();
  const mayCommand = person?.roles.some((role) => role === 'operator' || role === 'admin') ?? false;
  return mayCommand ? <AgentControls agent={agent} /> : null;
}

function Standing({ agent }: { agent: Agent }) {
  const { t, i18n } = useTranslation();
  return (
    <Card>
      <div className="grid items-center gap-x-8 gap-y-4 sm:grid-cols-[auto_auto_1fr]">
        <div className="flex flex-wrap gap-1.5">
          <AgentStateBadge state={agent.state} />
          <Badge>{t(`agents.mode.${agent.mode}`)}</Badge>
          <Badge>{t(`agents.profile.${agent.profile}`)}</Badge>
        </div>
        <div>
          <p className="eyebrow">{t('agents.equity')}</p>
          <p className="num text-xl font-semibold">
            {agent.equity ? formatDecimal(agent.equity, 2, i18n.language) : '—'}{' '}
            <span className="text-sm font-normal text-faint">USDT</span>
          </p>
        </div>
        <div>
          <p className="eyebrow mb-1">{t('agents.drawdown')}</p>
          <DrawdownMeter agent={agent} />
        </div>
      </div>
      {agent.stateReason && <p className="mt-3 text-warn">{reasonText(t, agent.stateReason)}</p>}
    </Card>
  );
}
