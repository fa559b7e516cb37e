import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { AgentCard } from '../../shared/agents/agent-card.tsx';
import { useAgents } from '../../shared/agents/use-agents.ts';
import { usePerson } from '../../shared/api/session.ts';
import { Page } from '../../shared/ui/page.tsx';
import { Pending } from '../../shared/ui/pending.tsx';
import { Problem } from '../../shared/ui/problem.tsx';
import { MoneyCard } from './money-card.tsx';
import { SystemCard } from './system-card.tsx';

/** Money, agents and the state of the platform at a glance. */
export function HomePage() {
  const { t } = useTranslation();
  const person = usePerson();
  return (
    <Page title={t('home.title')} lead={person && t('home.greeting', { name: person.displayName })}>
      <div className="grid items-start gap-4 lg:grid-cols-[1.6fr_1fr]">
        <MoneyCard />
        <SystemCard />
      </div>
      <AgentStrip />
    </Page>
  );
}

function AgentStrip() {
  const { t } = useTranslation();
  const agents = useAgents();
  return (
    <section aria-label={t('home.agents')} className="flex flex-col gap-3">
      <header className="flex items-baseline justify-between">
        <h2 className="text-sm font-semibold">{t('home.agents')}</h2>
        <Link to="/agents" className="text-accent underline-offset-4 hover:underline">
          {t('home.allAgents')}
        </Link>
      </header>
      {agents.isPending && <Pending className="max-w-md" heights={['19rem']} />}
      {agents.isError && <Problem error={agents.error} retry={agents.refetch} />}
      <div className="grid gap-4 sm:grid-cols-2 xl:grid-cols-3">
        {agents.data?.map((agent) => (
          <AgentCard key={agent.agentId} agent={agent} />
        ))}
      </div>
    </section>
  );
}
