import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { StrikeDetail, StrikePosition } from '@orbiquant/contracts';
import { formatDecimal, formatMoney } from '../../shared/format/numbers.ts';
import { formatInstant } from '../../shared/format/times.ts';
import { Card } from '../../shared/ui/card.tsx';
import { Table } from '../../shared/ui/table.tsx';
import { positionsValue, strikeValue } from './recompute.ts';
import { SumCheck } from './sum-check.tsx';

type Props = { productId: string; detail: StrikeDetail; symbol: string | undefined };

const exact = (value: StrikeDetail['poolCash'], language: string): string =>
  formatDecimal(value, Math.max(2, value.decimalPlaces()), language);

/** The value of the pool as a sum, and the positions in it. */
export function StrikeStep({ productId, detail, symbol }: Props) {
  const { t, i18n } = useTranslation();
  const recomputed = strikeValue(detail);
  return (
    <div id="strike" className="scroll-mt-16" data-testid="lineage-strike">
      <Card
        title={t('lineage.strike')}
        actions={
          <span className="num text-xs text-faint">
            {t('lineage.struckAt', { at: formatInstant(detail.strike.atMs, i18n.language) })}
          </span>
        }
      >
        <Sum detail={detail} />
        <p className="mt-3 text-xs text-faint">{t('lineage.strikeFormula')}</p>
        <SumCheck
          agrees={recomputed.minor === detail.strike.nav.minor}
          recomputed={formatMoney(recomputed, i18n.language, { exact: true })}
        />
        <div className="-mx-4 mt-4 -mb-4 border-t border-line">
          {detail.positions.length === 0 ? (
            <p className="p-4 text-soft">{t('lineage.noPositions')}</p>
          ) : (
            <Positions productId={productId} detail={detail} symbol={symbol} />
          )}
        </div>
      </Card>
    </div>
  );
}

function Sum({ detail }: { detail: StrikeDetail }) {
  const { t, i18n } = useTranslation();
  const language = i18n.language;
  const lines = [
    [t('lineage.poolCash'), exact(detail.poolCash, language)],
    [t('lineage.venueCash'), `+ ${exact(detail.venueCash, language)}`],
    [t('lineage.positions'), `+ ${exact(positionsValue(detail), language)}`],
    [t('lineage.accruedFees'), `− ${exact(detail.accruedFees, language)}`],
  ];
  return (
    <dl className="grid max-w-lg grid-cols-[1fr_auto] gap-x-6 gap-y-1.5">
      {lines.map(([name, value]) => (
        <div key={name} className="contents">
          <dt className="text-soft">{name}</dt>
          <dd className="num text-right">{value}</dd>
        </div>
      ))}
      <dt className="border-t border-line pt-1.5 font-semibold">{t('lineage.nav')}</dt>
      <dd className="num border-t border-line pt-1.5 text-right font-semibold">
        {formatMoney(detail.strike.nav, language, { exact: true })}
      </dd>
    </dl>
  );
}

function Positions({ productId, detail, symbol }: Props) {
  const { t, i18n } = useTranslation();
  const figure = (value: StrikeDetail['poolCash']): string => exact(value, i18n.language);
  const toFills = (position: StrikePosition) => (
    <Link
      to="/lineage/$productId"
      params={{ productId }}
      search={{ symbol: position.symbol }}
      hash="fills"
      aria-label={t('lineage.openFills', { symbol: position.symbol })}
      {...(position.symbol === symbol ? { 'aria-current': 'true' as const } : {})}
      className="text-accent underline-offset-4 hover:underline"
    >
      <span className="hidden md:inline">{t('lineage.fills', { count: position.fills })}</span>
      <span className="num md:hidden">{position.fills} ›</span>
    </Link>
  );
  return (
    <Table
      label={t('lineage.positions')}
      rows={detail.positions}
      rowKey={(position) => position.symbol}
      columns={[
        {
          key: 'symbol',
          head: t('agents.columns.symbol'),
          cell: (position) => position.symbol,
          below: ({ quantity, mark }) => `${figure(quantity)} × ${figure(mark)}`,
        },
        {
          key: 'quantity',
          head: t('lineage.quantity'),
          figure: true,
          wide: true,
          cell: (position) => figure(position.quantity),
        },
        { key: 'mark', head: t('lineage.mark'), figure: true, wide: true, cell: (position) => figure(position.mark) },
        { key: 'value', head: t('lineage.value'), figure: true, cell: (position) => figure(position.value) },
        { key: 'fills', head: '', cell: toFills },
      ]}
    />
  );
}
