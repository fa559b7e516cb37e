import { useTranslation } from 'react-i18next';
import type { AgentId, Order } from '@orbiquant/contracts';
import { WhyLink } from '../../shared/agents/why-link.tsx';
import { formatDecimal } from '../../shared/format/numbers.ts';
import { formatInstant } from '../../shared/format/times.ts';
import { reasonText } from '../../shared/i18n/reason-text.ts';
import { Badge, type Tone } from '../../shared/ui/badge.tsx';
import { Table } from '../../shared/ui/table.tsx';

const TONES: Partial<Record<Order['state'], Tone>> = {
  filled: 'good',
  open: 'accent',
  'partially-filled': 'accent',
  unknown: 'warn',
  rejected: 'bad',
};

/** The newest orders of an agent, each with the decision behind it. */
export function OrdersTable({ agentId, orders }: { agentId: AgentId; orders: readonly Order[] }) {
  const { t, i18n } = useTranslation();
  const language = i18n.language;
  if (orders.length === 0) return <p className="px-4 pb-4 text-soft">{t('agents.noOrders')}</p>;
  const quantity = ({ quantity: ordered, filledQuantity }: Order): string =>
    `${formatDecimal(filledQuantity, filledQuantity.decimalPlaces(), language)} / ${formatDecimal(ordered, ordered.decimalPlaces(), language)}`;
  return (
    <Table
      label={t('agents.orders')}
      rows={orders}
      rowKey={({ orderId }) => orderId}
      columns={[
        {
          key: 'time',
          head: t('agents.columns.time'),
          wide: true,
          cell: (order) => formatInstant(order.createdAtMs, language),
        },
        { key: 'symbol', head: t('agents.columns.symbol'), cell: ({ symbol }) => symbol },
        {
          key: 'purpose',
          head: t('agents.columns.purpose'),
          cell: ({ purpose, side }) => `${t(`agents.purpose.${purpose}`)} · ${t(`agents.side.${side}`)}`,
        },
        { key: 'filled', head: t('agents.columns.filled'), figure: true, wide: true, cell: quantity },
        {
          key: 'state',
          head: t('agents.columns.state'),
          cell: ({ state, reason }) => (
            <Badge
              tone={TONES[state] ?? 'neutral'}
              {...(reason ? { title: reasonText(t, { code: reason, params: {} }) } : {})}
            >
              {t(`agents.orderState.${state}`)}
            </Badge>
          ),
        },
        {
          key: 'why',
          head: t('agents.columns.why'),
          cell: ({ decisionId }) => <WhyLink agentId={agentId} decisionId={decisionId} />,
        },
      ]}
    />
  );
}
