import { useTranslation } from 'react-i18next';
import type { LotView } from '@orbiquant/contracts';
import { formatDecimal } from '../../shared/format/numbers.ts';
import { formatDay, formatInstant } from '../../shared/format/times.ts';
import { Amount } from '../../shared/money/amount.tsx';
import { Table, type Column } from '../../shared/ui/table.tsx';

/** Every entry into a product with its mark, the fee that it has accrued, and when it can leave. */
export function LotsTable({ lots }: { lots: readonly LotView[] }) {
  const { t } = useTranslation();
  const columns = useLotColumns();
  return (
    <section aria-label={t('pool.lots')} className="min-w-0">
      <h3 className="mb-1 text-xs font-semibold">{t('pool.lots')}</h3>
      <div className="-mx-4 max-h-80 overflow-auto">
        <Table label={t('pool.lots')} rows={lots} rowKey={({ lotId }) => lotId} columns={columns} />
      </div>
      <p className="mt-1 text-xs text-faint">{t('pool.markHint')}</p>
    </section>
  );
}

function useLotColumns(): Column<LotView>[] {
  const { t, i18n } = useTranslation();
  const language = i18n.language;
  return [
    { key: 'issued', head: t('pool.lot.issued'), cell: (lot) => formatDay(lot.issuedAtMs, language) },
    {
      key: 'units',
      head: t('pool.lot.units'),
      figure: true,
      cell: (lot) => <span title={lot.units.toFixed()}>{formatDecimal(lot.units, 4, language)}</span>,
    },
    {
      key: 'mark',
      head: t('pool.lot.mark'),
      figure: true,
      wide: true,
      cell: (lot) => formatDecimal(lot.mark, 6, language),
    },
    {
      key: 'gross',
      head: t('pool.lot.gross'),
      figure: true,
      wide: true,
      cell: (lot) => <Amount money={lot.grossValue} />,
    },
    {
      key: 'fee',
      head: t('pool.lot.fee'),
      figure: true,
      wide: true,
      cell: (lot) => <Amount money={lot.feeAccrued} />,
    },
    { key: 'net', head: t('pool.lot.net'), figure: true, cell: (lot) => <Amount money={lot.netValue} /> },
    {
      key: 'leave',
      head: t('pool.lot.leave'),
      wide: true,
      cell: (lot) => `${formatInstant(lot.leaveAtMs, language)} UTC`,
    },
  ];
}
