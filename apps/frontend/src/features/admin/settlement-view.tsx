import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Money, SettlementReport } from '@orbiquant/contracts';
import type { Decimal } from '@orbiquant/kernel';
import { formatRatio } from '../../shared/format/numbers.ts';
import { Amount } from '../../shared/money/amount.tsx';
import { Badge } from '../../shared/ui/badge.tsx';
import { Table } from '../../shared/ui/table.tsx';

/** The figures of a settled day, whose they are, and what its reader must know. */
export function SettlementView({ report }: { report: SettlementReport }) {
  const { t } = useTranslation();
  const { cycle, notes } = report;
  const isClosed = cycle === 'close';
  return (
    <div className="flex flex-col gap-4" data-testid="settlement" data-day={report.day}>
      <p>
        <Badge tone={isClosed ? 'good' : 'warn'}>
          {isClosed ? t('admin.settlement.closed') : t('admin.settlement.look', { cycle })}
        </Badge>
      </p>
      <Totals report={report} />
      {notes.length > 0 && (
        <ul aria-label={t('admin.settlement.notes')} className="rounded-lg bg-warn-wash px-3 py-2 text-warn">
          {notes.map(({ code, count, about }) => (
            <li key={`${code} ${about}`}>{t(`admin.settlement.note.${code}`, { count, about })}</li>
          ))}
        </ul>
      )}
      <Shares report={report} />
      <Agents report={report} />
    </div>
  );
}

const moneyOf = ({ currency, exponent }: SettlementReport, minor: bigint): Money => ({ currency, exponent, minor });

function Totals({ report }: { report: SettlementReport }) {
  const { t, i18n } = useTranslation();
  const { totals, maxDrawdown, sharpe } = report;
  const ratio = (value: Decimal | null): string =>
    value ? formatRatio(value.toNumber(), i18n.language) : t('common.none');
  return (
    <dl className="grid grid-cols-2 gap-4 sm:grid-cols-4">
      <Figure name={t('admin.settlement.net')}>
        <Amount money={moneyOf(report, totals.netMinor)} signed className="text-lg font-semibold" />
      </Figure>
      <Figure name={t('admin.settlement.profit')}>
        <Amount money={moneyOf(report, totals.profitMinor)} />
      </Figure>
      <Figure name={t('admin.settlement.loss')}>
        <Amount money={moneyOf(report, totals.lossMinor)} />
      </Figure>
      <Figure name={t('admin.settlement.operations')}>
        {totals.operations}
        <span className="block text-xs text-faint">
          {t('admin.settlement.winLoss', { wins: totals.wins, losses: totals.losses })}
        </span>
      </Figure>
      <Figure name={t('admin.settlement.pool')}>
        {totals.poolMinor === null ? t('common.none') : <Amount money={moneyOf(report, totals.poolMinor)} />}
      </Figure>
      <Figure name={t('admin.settlement.roi')}>{ratio(totals.roi)}</Figure>
      <Figure name={t('admin.settlement.drawdown')}>{ratio(maxDrawdown)}</Figure>
      <Figure name={t('admin.settlement.sharpe')}>
        {sharpe
          ? new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 2 }).format(sharpe.toNumber())
          : t('common.none')}
      </Figure>
    </dl>
  );
}

function Figure({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="eyebrow">{name}</dt>
      <dd className="num">{children}</dd>
    </div>
  );
}

function Shares({ report }: { report: SettlementReport }) {
  const { t } = useTranslation();
  if (report.shares.length === 0) return null;
  return (
    <div className="-mx-4 max-h-96 overflow-auto border-t border-line" data-testid="settlement-shares">
      <Table
        label={t('admin.settlement.shares')}
        rows={report.shares}
        rowKey={({ holder }) => holder}
        columns={[
          {
            key: 'holder',
            head: t('admin.settlement.holder'),
            cell: ({ holder }) =>
              holder === 'house' ? t('admin.settlement.house') : <span title={holder}>…{holder.slice(-12)}</span>,
          },
          {
            key: 'pooled',
            head: t('admin.settlement.pooled'),
            figure: true,
            wide: true,
            cell: ({ pooledMinor }) => <Amount money={moneyOf(report, pooledMinor)} />,
          },
          {
            key: 'own',
            head: t('admin.settlement.own'),
            figure: true,
            wide: true,
            cell: ({ ownMinor }) => <Amount money={moneyOf(report, ownMinor)} />,
          },
          {
            key: 'total',
            head: t('admin.settlement.total'),
            figure: true,
            cell: ({ totalMinor }) => <Amount money={moneyOf(report, totalMinor)} signed />,
          },
          {
            key: 'what',
            head: t('admin.settlement.what'),
            cell: ({ disposition }) => t(`admin.settlement.disposition.${disposition}`),
          },
        ]}
      />
    </div>
  );
}

function Agents({ report }: { report: SettlementReport }) {
  const { t } = useTranslation();
  if (report.agents.length === 0) return null;
  return (
    <div className="-mx-4 -mb-4 overflow-auto border-t border-line">
      <Table
        label={t('admin.settlement.agents')}
        rows={report.agents}
        rowKey={({ agentId }) => agentId}
        columns={[
          { key: 'agent', head: t('admin.settlement.agent'), cell: ({ agentId }) => agentId },
          {
            key: 'net',
            head: t('admin.settlement.net'),
            figure: true,
            cell: ({ netMinor }) => <Amount money={moneyOf(report, netMinor)} signed />,
          },
          {
            key: 'operations',
            head: t('admin.settlement.operations'),
            figure: true,
            cell: ({ operations }) => operations,
          },
        ]}
      />
    </div>
  );
}
