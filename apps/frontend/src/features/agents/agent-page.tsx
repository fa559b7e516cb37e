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
import { Loaded } from '../../shared/ui/loaded.tsx';
import { Page } from '../../shared/ui/page.tsx';
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
  const agent = useAgent(agentId);
  const known = agent.data;
  if (known) return <AgentView agent={known} />;
  return (
    <Page title={t('agents.title')} lead={<BackToAgents />}>
      <Loaded of={agent} heights={['6rem', '18rem', '24rem']}>
        {() => null}
      </Loaded>
    </Page>
  );
}

function AgentView({ agent }: { agent: Agent }) {
  const { t } = useTranslation();
  const { agentId } = agent;
  const { verdict } = route.useSearch();
  const navigate = route.useNavigate();
  const books = useAgentBooks(agentId);
  return (
    <Page title={agent.name} lead={<BackToAgents />} actions={<Actions agent={agent} />}>
      <Standing agent={agent} />
      <div className="grid gap-4 lg:grid-cols-2">
        <Loaded of={books.equity} heights={['17rem']} className="lg:col-span-2">
          {(curve) => <EquityCards agent={agent} curve={curve} />}
        </Loaded>
      </div>
      <DecisionTimeline
        agentId={agentId}
        verdict={verdict}
        onVerdict={(chosen) => void navigate({ search: { verdict: chosen }, replace: true, resetScroll: false })}
      />
      <div className="grid items-start gap-4 lg:grid-cols-[2fr_1fr]">
        <Card flush title={t('agents.positions')}>
          <Loaded of={books.positions} heights={['2.5rem', '2.5rem']} className="p-4">
            {(positions) => <PositionsTable positions={positions} />}
          </Loaded>
        </Card>
        <MandateCard mandate={agent.mandate} />
      </div>
      <Card flush title={t('agents.orders')}>
        <div tabIndex={0} role="group" aria-label={t('agents.orders')} className="max-h-[28rem] overflow-auto">
          <Loaded of={books.orders} heights={['2.5rem', '2.5rem', '2.5rem']} className="p-4">
            {(orders) => <OrdersTable agentId={agentId} orders={orders} />}
          </Loaded>
        </div>
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
