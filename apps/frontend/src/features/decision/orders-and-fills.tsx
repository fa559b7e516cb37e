import { useTranslation } from 'react-i18next';
import type { DecisionDetail, Fill, Order } from '@orbiquant/contracts';
import type { Decimal } from '@orbiquant/kernel';
import { formatDecimal } from '../../shared/format/numbers.ts';
import { formatInstant } from '../../shared/format/times.ts';
import { Badge } from '../../shared/ui/badge.tsx';
import { Card } from '../../shared/ui/card.tsx';
import { Table } from '../../shared/ui/table.tsx';

/** What followed from the decision at the market. */
export function OrdersAndFills({ detail: { orders, fills } }: { detail: DecisionDetail }) {
  const { t } = useTranslation();
  return (
    <Card flush title={t('agents.why.orders')}>
      {orders.length === 0 ? (
        <p className="px-4 pb-4 text-soft">{t('agents.why.noOrders')}</p>
      ) : (
        <>
          <Orders orders={orders} />
          {fills.length === 0 ? (
            <p className="px-4 py-3 text-soft">{t('agents.why.noFills')}</p>
          ) : (
            <div className="border-t border-line">
              <Fills fills={fills} />
            </div>
          )}
        </>
      )}
    </Card>
  );
}

const exact = (value: Decimal | null, language: string): string =>
  value ? formatDecimal(value, Math.min(8, value.decimalPlaces()), language) : '—';

function Orders({ orders }: { orders: readonly Order[] }) {
  const { t, i18n } = useTranslation();
  const language = i18n.language;
  return (
    <Table
      label={t('agents.orders')}
      rows={orders}
      rowKey={({ orderId }) => orderId}
      columns={[
        { key: 'purpose', head: t('agents.columns.purpose'), cell: (order) => t(`agents.purpose.${order.purpose}`) },
        { key: 'side', head: t('agents.columns.side'), cell: (order) => t(`agents.side.${order.side}`) },
        {
          key: 'quantity',
          head: t('agents.columns.quantity'),
          figure: true,
          cell: (order) => exact(order.quantity, language),
        },
        {
          key: 'price',
          head: t('agents.columns.price'),
          figure: true,
          cell: (order) => exact(order.limitPrice ?? order.stopPrice, language),
        },
        {
          key: 'state',
          head: t('agents.columns.state'),
          cell: (order) => <Badge>{t(`agents.orderState.${order.state}`)}</Badge>,
        },
      ]}
    />
  );
}

function Fills({ fills }: { fills: readonly Fill[] }) {
  const { t, i18n } = useTranslation();
  const language = i18n.language;
  return (
    <Table
      label={t('lineage.fill')}
      rows={fills}
      rowKey={({ fillId }) => fillId}
      columns={[
        { key: 'time', head: t('agents.columns.time'), cell: (fill) => formatInstant(fill.filledAtMs, language) },
        { key: 'side', head: t('agents.columns.side'), cell: (fill) => t(`agents.side.${fill.side}`) },
        {
          key: 'quantity',
          head: t('agents.columns.quantity'),
          figure: true,
          cell: (fill) => exact(fill.quantity, language),
        },
        { key: 'price', head: t('agents.columns.price'), figure: true, cell: (fill) => exact(fill.price, language) },
        {
          key: 'fee',
          head: t('agents.columns.fee'),
          figure: true,
          cell: (fill) => `${exact(fill.fee, language)} ${fill.feeAsset}`,
        },
      ]}
    />
  );
}
