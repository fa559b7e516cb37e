import { useEffect, useRef, type ReactNode } from 'react';
import { Link } from '@tanstack/react-router';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { getFillLineage, type FillLineage } from '@orbiquant/contracts';
import { VerdictChip } from '../../shared/agents/verdict-chip.tsx';
import { call } from '../../shared/api/call.ts';
import { formatDecimal } from '../../shared/format/numbers.ts';
import { formatInstant } from '../../shared/format/times.ts';
import { decisionText } from '../../shared/i18n/reason-text.ts';
import { toSymbolPath } from '../../shared/symbol-path.ts';
import { Card } from '../../shared/ui/card.tsx';
import { Pending } from '../../shared/ui/pending.tsx';
import { Problem } from '../../shared/ui/problem.tsx';
import { CandleFigure } from './candle-figure.tsx';

/** A fill and all that caused it: order, decision, model, candle. */
export function FillStep({ fillId }: { fillId: string }) {
  const box = useRef<HTMLDivElement>(null);
  const lineage = useQuery({
    queryKey: ['fill', fillId],
    queryFn: ({ signal }) => call(getFillLineage, { params: { fillId } }, { signal }),
    staleTime: Infinity,
  });
  useEffect(() => {
    if (lineage.data) box.current?.scrollIntoView({ block: 'start' });
  }, [lineage.data]);
  return (
    <div id="fill" ref={box} className="scroll-mt-16" data-testid="lineage-fill">
      {lineage.isPending && <Pending heights={['12rem']} />}
      {lineage.isError && <Problem error={lineage.error} retry={lineage.refetch} />}
      {lineage.data && <Causes lineage={lineage.data} />}
    </div>
  );
}

function Causes({ lineage }: { lineage: FillLineage }) {
  const { t } = useTranslation();
  const { decision, model, candle } = lineage;
  return (
    <ol className="grid items-stretch gap-4 lg:grid-cols-2">
      <FillCause lineage={lineage} />
      <OrderCause lineage={lineage} />
      <Cause title={t('lineage.decision')}>
        <p className="mb-2">
          <VerdictChip verdict={decision.verdict} />
        </p>
        <p className="mb-2">{decisionText(t, decision)}</p>
        <Link
          to="/agents/$agentId/decisions/$decisionId"
          params={{ agentId: decision.agentId, decisionId: decision.decisionId }}
          className="text-accent underline-offset-4 hover:underline"
        >
          {t('lineage.why')}
        </Link>
        <p className="eyebrow mt-4 mb-1">{t('lineage.model')}</p>
        <p className="text-soft">{model ? `${model.modelId} ${model.version}` : t('lineage.noModel')}</p>
      </Cause>
      <Cause title={t('lineage.candle')}>
        {candle ? (
          <>
            <CandleFigure candle={candle} />
            <Link
              to="/markets/$symbol"
              params={{ symbol: toSymbolPath(candle.symbol) }}
              search={{ tf: candle.interval, asOf: decision.asOfMs, from: candle.openTimeMs, to: decision.asOfMs }}
              className="mt-3 inline-block text-accent underline-offset-4 hover:underline"
            >
              {t('lineage.chart')}
            </Link>
          </>
        ) : (
          <p className="text-soft">{t('lineage.noCandle')}</p>
        )}
      </Cause>
    </ol>
  );
}

function FillCause({ lineage: { fill } }: { lineage: FillLineage }) {
  const { t, i18n } = useTranslation();
  const exact = (value: typeof fill.price): string => formatDecimal(value, value.decimalPlaces(), i18n.language);
  return (
    <Cause title={t('lineage.fill')}>
      <Facts
        facts={[
          [t('agents.columns.time'), formatInstant(fill.filledAtMs, i18n.language)],
          [t('agents.columns.side'), t(`agents.side.${fill.side}`)],
          [t('lineage.quantity'), exact(fill.quantity)],
          [t('agents.columns.price'), exact(fill.price)],
          [t('lineage.total'), exact(fill.quantity.times(fill.price))],
          [t('agents.columns.fee'), `${exact(fill.fee)} ${fill.feeAsset}`],
        ]}
      />
      <p className="mt-2 text-xs text-faint">{t('lineage.venueTrade', { id: fill.venueTradeId })}</p>
    </Cause>
  );
}

function OrderCause({ lineage: { order } }: { lineage: FillLineage }) {
  const { t, i18n } = useTranslation();
  const exact = (value: typeof order.quantity | null): string =>
    value ? formatDecimal(value, value.decimalPlaces(), i18n.language) : '—';
  return (
    <Cause title={t('lineage.order')}>
      <Facts
        facts={[
          [t('agents.columns.purpose'), t(`agents.purpose.${order.purpose}`)],
          [t('agents.columns.side'), t(`agents.side.${order.side}`)],
          [t('lineage.quantity'), exact(order.quantity)],
          [t('agents.columns.price'), exact(order.limitPrice ?? order.stopPrice)],
          [t('agents.columns.filled'), exact(order.filledQuantity)],
          [t('agents.columns.state'), t(`agents.orderState.${order.state}`)],
        ]}
      />
      <p className="mt-2 font-mono text-xs break-all text-faint">{order.clientOrderId}</p>
    </Cause>
  );
}

const Cause = ({ title, children }: { title: string; children: ReactNode }) => (
  <li className="min-w-0">
    <Card title={title} className="h-full">
      {children}
    </Card>
  </li>
);

function Facts({ facts }: { facts: readonly (readonly [string, string])[] }) {
  return (
    <dl className="grid grid-cols-[1fr_auto] gap-x-4 gap-y-1">
      {facts.map(([name, value]) => (
        <div key={name} className="contents">
          <dt className="text-soft">{name}</dt>
          <dd className="num text-right">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
