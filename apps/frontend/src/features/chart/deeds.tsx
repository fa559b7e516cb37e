import { useTranslation } from 'react-i18next';
import type { Decision, Fill } from '@orbiquant/contracts';
import { WhyLink } from '../../shared/agents/why-link.tsx';
import { formatDecimal } from '../../shared/format/numbers.ts';
import { formatInstant } from '../../shared/format/times.ts';
import { Card } from '../../shared/ui/card.tsx';
import { Table } from '../../shared/ui/table.tsx';

const ROWS = 8;

/** The newest trades of the agents in this instrument, none of them later than the cursor, each with its why. */
export function Deeds({
  deeds,
  cursorMs,
}: {
  deeds: { fills: Fill[]; decisions: Decision[] };
  cursorMs: number | null;
}) {
  const { t, i18n } = useTranslation();
  const language = i18n.language;
  const fills = deeds.fills
    .filter(({ filledAtMs }) => cursorMs === null || filledAtMs <= cursorMs)
    .toSorted((a, b) => b.filledAtMs - a.filledAtMs)
    .slice(0, ROWS);
  const exact = (value: Fill['price']): string => formatDecimal(value, value.decimalPlaces(), language);
  if (fills.length === 0) return null;
  return (
    <Card flush title={t('markets.chart.trades')}>
      <Table
        label={t('markets.chart.trades')}
        rows={fills}
        rowKey={({ fillId }) => fillId}
        columns={[
          { key: 'time', head: t('agents.columns.time'), cell: (fill) => formatInstant(fill.filledAtMs, language) },
          {
            key: 'agent',
            head: t('agents.columns.agent'),
            wide: true,
            cell: (fill) => <span className="capitalize">{fill.agentId}</span>,
          },
          { key: 'side', head: t('agents.columns.side'), cell: (fill) => t(`agents.side.${fill.side}`) },
          {
            key: 'quantity',
            head: t('agents.columns.quantity'),
            figure: true,
            wide: true,
            cell: (fill) => exact(fill.quantity),
          },
          { key: 'price', head: t('agents.columns.price'), figure: true, cell: (fill) => exact(fill.price) },
          {
            key: 'why',
            head: '',
            cell: ({ agentId, decisionId }) => <WhyLink agentId={agentId} decisionId={decisionId} />,
          },
        ]}
      />
    </Card>
  );
}
