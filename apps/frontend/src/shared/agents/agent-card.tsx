import { Link } from '@tanstack/react-router';
import { ChevronRight, HeartPulse } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Agent } from '@orbiquant/contracts';
import { formatDecimal } from '../format/numbers.ts';
import { formatAge } from '../format/times.ts';
import { decisionText, reasonText } from '../i18n/reason-text.ts';
import { Badge } from '../ui/badge.tsx';
import { AgentStateBadge } from './agent-state.tsx';
import { DrawdownMeter } from './drawdown-meter.tsx';
import { VerdictChip } from './verdict-chip.tsx';

/** A heartbeat older than this deserves attention. */
const LATE_MS = 30_000;

/** An agent at a glance. */
export function AgentCard({ agent, positions }: { agent: Agent; positions?: number | undefined }) {
  const { t, i18n } = useTranslation();
  return (
    <article
      aria-label={agent.name}
      data-testid={`agent-${agent.agentId}`}
      className="relative flex flex-col gap-4 rounded-xl border border-line bg-surface p-4 transition-colors hover:border-strong"
    >
      <header className="flex items-start justify-between gap-2">
        <div>
          <h3 className="text-base font-semibold">
            <Link
              to="/agents/$agentId"
              params={{ agentId: agent.agentId }}
              className="after:absolute after:inset-0 after:rounded-xl"
            >
              {agent.name}
            </Link>
          </h3>
          <p className="text-xs text-faint">{t(`agents.profile.${agent.profile}`)}</p>
        </div>
        <div className="flex flex-wrap items-center justify-end gap-1">
          <Badge>{t(`agents.mode.${agent.mode}`)}</Badge>
          <AgentStateBadge state={agent.state} />
        </div>
      </header>
      {agent.stateReason && <p className="text-xs text-warn">{sentence(reasonText(t, agent.stateReason))}</p>}
      <div>
        <p className="eyebrow">{t('agents.equity')}</p>
        <p className="num text-2xl font-semibold tracking-tight">
          {agent.equity ? formatDecimal(agent.equity, 2, i18n.language) : '—'}{' '}
          <span className="text-sm font-normal text-faint">USDT</span>
        </p>
      </div>
      <div>
        <p className="eyebrow mb-1">{t('agents.drawdown')}</p>
        <DrawdownMeter agent={agent} />
      </div>
      <LastDecision agent={agent} />
      <footer className="num mt-auto flex items-center gap-3 text-xs text-faint">
        <Heartbeat atMs={agent.heartbeatAtMs} />
        {positions !== undefined && <span>{t('agents.positionCount', { count: positions })}</span>}
        <ChevronRight aria-hidden size={16} className="ml-auto" />
      </footer>
    </article>
  );
}

const sentence = (clause: string): string => `${clause.charAt(0).toUpperCase()}${clause.slice(1)}.`;

function LastDecision({ agent }: { agent: Agent }) {
  const { t } = useTranslation();
  const decision = agent.lastDecision;
  return (
    <div className="min-h-16">
      <p className="eyebrow mb-1 flex items-center gap-2">
        {t('agents.lastDecision')} {decision && <VerdictChip verdict={decision.verdict} />}
      </p>
      <p className="line-clamp-2 text-soft">
        {decision ? decisionText(t, decision) : t('agents.noDecision', { interval: agent.mandate.decisionInterval })}
      </p>
    </div>
  );
}

function Heartbeat({ atMs }: { atMs: number | null }) {
  const { t } = useTranslation();
  const ageMs = atMs === null ? null : Date.now() - atMs;
  const late = ageMs === null || ageMs > LATE_MS;
  return (
    <span title={t('agents.heartbeat')} className={`inline-flex items-center gap-1 ${late ? 'text-warn' : ''}`}>
      <HeartPulse aria-hidden size={13} />
      <span className="sr-only">{t('agents.heartbeat')}: </span>
      {ageMs === null ? '—' : t('common.ago', { age: formatAge(ageMs, t) })}
    </span>
  );
}
