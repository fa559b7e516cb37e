import { Link, useParams } from '@tanstack/react-router';
import { useQuery } from '@tanstack/react-query';
import { ChevronLeft, History } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { getDecision, type Decision, type DecisionDetail } from '@orbiquant/contracts';
import { VerdictChip } from '../../shared/agents/verdict-chip.tsx';
import { call } from '../../shared/api/call.ts';
import { formatInstant } from '../../shared/format/times.ts';
import { decisionText } from '../../shared/i18n/reason-text.ts';
import { Card } from '../../shared/ui/card.tsx';
import { Page } from '../../shared/ui/page.tsx';
import { Pending } from '../../shared/ui/pending.tsx';
import { Problem } from '../../shared/ui/problem.tsx';
import { toSymbolPath } from '../../shared/symbol-path.ts';
import { Invalidation } from './invalidation.tsx';
import { OrdersAndFills } from './orders-and-fills.tsx';
import { PredictionCard } from './prediction-card.tsx';
import { RiskChecks } from './risk-checks.tsx';
import { Technical } from './technical.tsx';
import { Votes } from './votes.tsx';

/** Why an agent decided what it decided: plain language first, engineering one click below. */
export function DecisionPage() {
  const { t } = useTranslation();
  const { decisionId, agentId } = useParams({ from: '/signed-in/agents/$agentId/decisions/$decisionId' });
  const detail = useQuery({
    queryKey: ['decision', decisionId],
    queryFn: ({ signal }) => call(getDecision, { params: { decisionId } }, { signal }),
  });
  if (detail.isPending)
    return <Pending className="mx-auto max-w-6xl p-6" heights={['2.5rem', '7rem', '14rem', '14rem']} />;
  if (detail.isError)
    return (
      <Page title={t('agents.why.title')} lead={<Back agentId={agentId} />}>
        <Problem error={detail.error} retry={detail.refetch} />
      </Page>
    );
  return <Why detail={detail.data} />;
}

function Why({ detail }: { detail: DecisionDetail }) {
  const { t, i18n } = useTranslation();
  const { decision } = detail;
  return (
    <Page
      title={t('agents.why.title')}
      lead={<Back agentId={decision.agentId} />}
      actions={<ToCandle decision={decision} />}
    >
      <Card>
        <div className="flex flex-wrap items-center gap-2 text-xs text-faint">
          <VerdictChip verdict={decision.verdict} />
          <span className="num">
            {decision.symbol} · {decision.interval} · {formatInstant(decision.asOfMs, i18n.language)} UTC
          </span>
        </div>
        <p className="mt-3 text-lg leading-snug font-medium" data-testid="why-sentence">
          {decisionText(t, decision)}
        </p>
        <p className="mt-2 text-xs text-faint">
          {t('agents.why.known', { at: formatInstant(decision.asOfMs, i18n.language) })}
        </p>
      </Card>
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <Invalidation decision={decision} />
        <RiskChecks decision={decision} />
        <Votes votes={decision.votes} />
        <PredictionCard decision={decision} />
      </div>
      <OrdersAndFills detail={detail} />
      <Technical decision={decision} />
    </Page>
  );
}

function Back({ agentId }: { agentId: string }) {
  const { t } = useTranslation();
  const name = agentId.charAt(0).toUpperCase() + agentId.slice(1);
  return (
    <Link
      to="/agents/$agentId"
      params={{ agentId }}
      className="inline-flex items-center gap-1 text-soft hover:text-ink"
    >
      <ChevronLeft aria-hidden size={15} />
      {t('agents.why.back', { name })}
    </Link>
  );
}

/** So much market time before the decision is offered to play back. */
const BEFORE_MS = 12 * 3_600_000;

function ToCandle({ decision }: { decision: Decision }) {
  const { t } = useTranslation();
  return (
    <Link
      to="/markets/$symbol"
      params={{ symbol: toSymbolPath(decision.symbol) }}
      search={{
        tf: decision.interval,
        asOf: decision.asOfMs,
        from: decision.asOfMs - BEFORE_MS,
        to: decision.asOfMs + BEFORE_MS,
      }}
      className="inline-flex min-h-9 items-center gap-2 rounded-md border border-line bg-surface px-3 font-medium hover:border-strong"
    >
      <History aria-hidden size={15} />
      {t('agents.why.candle')}
    </Link>
  );
}
