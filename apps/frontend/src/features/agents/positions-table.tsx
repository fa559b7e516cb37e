import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Position } from '@orbiquant/contracts';
import { formatDecimal } from '../../shared/format/numbers.ts';
import { toSymbolPath } from '../../shared/symbol-path.ts';
import { Table } from '../../shared/ui/table.tsx';

/** What an agent holds. */
export function PositionsTable({ positions }: { positions: readonly Position[] }) {
  const { t, i18n } = useTranslation();
  const open = positions.filter(({ quantity }) => !quantity.isZero());
  if (open.length === 0) return <p className="px-4 pb-4 text-soft">{t('agents.noPositions')}</p>;
  return (
    <Table
      label={t('agents.positions')}
      rows={open}
      rowKey={({ symbol }) => symbol}
      columns={[
        {
          key: 'symbol',
          head: t('agents.columns.symbol'),
          cell: ({ symbol }) => (
            <Link
              to="/markets/$symbol"
              params={{ symbol: toSymbolPath(symbol) }}
              className="font-medium hover:text-accent"
            >
              {symbol}
            </Link>
          ),
        },
        {
          key: 'quantity',
          head: t('agents.columns.quantity'),
          figure: true,
          cell: ({ quantity }) => formatDecimal(quantity, Math.min(8, quantity.decimalPlaces()), i18n.language),
        },
        {
          key: 'average',
          head: t('agents.columns.average'),
          figure: true,
          cell: ({ averagePrice }) => formatDecimal(averagePrice, 2, i18n.language),
        },
        {
          key: 'pnl',
          head: t('agents.columns.pnl'),
          figure: true,
          cell: ({ realisedPnl }) => formatDecimal(realisedPnl, 2, i18n.language),
        },
      ]}
    />
  );
}
