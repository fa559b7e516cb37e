import { useMemo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { LabTrade } from '@orbiquant/contracts';
import { figureText, words } from '@orbiquant/lab-words';
import { formatPrice } from '../../../shared/format/numbers.ts';
import { formatInstant } from '../../../shared/format/times.ts';
import { Change } from '../../../shared/ui/change.tsx';
import { SortableTable, type SortColumn } from '../parts/sortable-table.tsx';
import { useLanguage } from '../parts/use-language.ts';

type Row = { trade: LabTrade; place: number };
type Props = { trades: readonly LabTrade[]; chosen: LabTrade; quote: string; onChoose: (place: number) => void };

/** Trades line by line; each can be shown on the chart. */
export function TradesTable({ trades, chosen, quote, onChoose }: Props) {
  const { t } = useTranslation();
  const rows = useMemo(() => trades.map((trade, place): Row => ({ trade, place })), [trades]);
  const columns = useColumns(quote, onChoose);
  return (
    <SortableTable
      label={t('labResult.trades')}
      rows={rows}
      rowKey={({ place }) => String(place)}
      columns={columns}
      isMarked={({ trade }) => trade === chosen}
    />
  );
}

function useColumns(quote: string, onChoose: (place: number) => void): SortColumn<Row>[] {
  const { t } = useTranslation();
  const language = useLanguage();
  const entry: SortColumn<Row> = {
    key: 'entryAtMs',
    head: t('labResult.columns.entryAtMs'),
    value: ({ trade }) => trade.entryAtMs,
    cell: ({ trade, place }) => <Choose trade={trade} onChoose={() => onChoose(place)} />,
  };
  const text = (key: 'exitAtMs' | 'symbol' | 'side', write: (trade: LabTrade) => string): SortColumn<Row> => ({
    key,
    head: t(`labResult.columns.${key}`),
    value: ({ trade }) => trade[key],
    cell: ({ trade }) => write(trade),
  });
  const why: SortColumn<Row> = {
    key: 'why',
    head: t('labResult.columns.why'),
    value: ({ trade }) => trade.exitTag,
    cell: ({ trade: { entryTag, exitTag } }) =>
      t('labResult.why', { entry: words('tag', entryTag, { language }), exit: words('tag', exitTag, { language }) }),
  };
  return [
    entry,
    text('exitAtMs', ({ exitAtMs }) => formatInstant(exitAtMs, language)),
    text('symbol', ({ symbol }) => symbol),
    text('side', ({ side }) => t(`labResult.sides.${side}`)),
    ...useFigureColumns(quote),
    why,
  ];
}

type FigureKey = 'pnl' | 'returnRatio' | 'entryPrice' | 'exitPrice' | 'quantity' | 'barsHeld';

function useFigureColumns(quote: string): SortColumn<Row>[] {
  const { t } = useTranslation();
  const language = useLanguage();
  const figure = (key: FigureKey, write: (value: number) => ReactNode): SortColumn<Row> => ({
    key,
    head: t(`labResult.columns.${key}`, { quote }),
    figure: true,
    cell: ({ trade }) => write(trade[key]),
    value: ({ trade }) => trade[key],
  });
  const price = (value: number): string => formatPrice(value, language);
  return [
    figure('pnl', (value) => figureText('equityFinal', value, { language })),
    figure('returnRatio', (value) => <Change ratio={value} />),
    figure('entryPrice', price),
    figure('exitPrice', price),
    figure('quantity', (value) => figureText('quantity', value, { language })),
    figure('barsHeld', (value) => figureText('trades', value, { language })),
  ];
}

function Choose({ trade, onChoose }: { trade: LabTrade; onChoose: () => void }) {
  const { t } = useTranslation();
  const at = formatInstant(trade.entryAtMs, useLanguage());
  return (
    <button
      type="button"
      onClick={onChoose}
      aria-label={t('labResult.showOnChart', { at })}
      className="min-h-6 text-accent underline-offset-4 hover:underline"
    >
      {at}
    </button>
  );
}
