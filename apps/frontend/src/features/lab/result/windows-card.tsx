import { useTranslation } from 'react-i18next';
import type { LabOrder, LabWindow } from '@orbiquant/contracts';
import { figureText, parameterText, words } from '@orbiquant/lab-words';
import { formatDay } from '../../../shared/format/times.ts';
import { Card } from '../../../shared/ui/card.tsx';
import { SortableTable, type SortColumn } from '../parts/sortable-table.tsx';
import { useLanguage } from '../parts/use-language.ts';
import { WindowsTimeline } from './windows-timeline.tsx';
import { writeShort } from './write-short.ts';

const FIGURES = ['totalReturn', 'sharpe'] as const;

type Row = LabWindow & { number: number };

/** Window by window: when it learned and was examined, and what each gave. */
export function WindowsCard({ windows, order }: { windows: readonly LabWindow[]; order: LabOrder }) {
  const { t } = useTranslation();
  const rows = windows.map((window, at): Row => ({ ...window, number: at + 1 }));
  const columns = useColumns(order);
  return (
    <Card flush title={t('labResult.windows')}>
      <div className="px-4 pb-3">
        <p className="mb-3 text-soft">{t('labResult.windowsLead')}</p>
        <WindowsTimeline windows={windows} />
      </div>
      <SortableTable
        label={t('labResult.windows')}
        rows={rows}
        rowKey={({ number }) => String(number)}
        columns={columns}
      />
    </Card>
  );
}

function useColumns({ strategy, search }: LabOrder): SortColumn<Row>[] {
  const { t } = useTranslation();
  const language = useLanguage();
  const span = (fromMs: number, toMs: number): string =>
    `${formatDay(fromMs, language)} – ${formatDay(toMs, language)}`;
  const parameters = ({ parameters: chosen }: Row): string =>
    Object.keys(search?.ranges ?? chosen)
      .flatMap((key) => {
        const value = chosen[key];
        return value === undefined ? [] : [`${parameterText(strategy, key, language)}: ${writeShort(value, language)}`];
      })
      .join(' · ');
  return [
    { key: 'window', head: t('labResult.columns.window'), value: ({ number }) => number, cell: ({ number }) => number },
    {
      key: 'learned',
      head: t('labResult.columns.learned'),
      value: ({ trainFromMs }) => trainFromMs,
      cell: ({ trainFromMs, trainToMs }) => span(trainFromMs, trainToMs),
    },
    {
      key: 'examined',
      head: t('labResult.columns.examined'),
      value: ({ testFromMs }) => testFromMs,
      cell: ({ testFromMs, testToMs }) => span(testFromMs, testToMs),
    },
    ...useFigureColumns(),
    { key: 'parameters', head: t('labResult.columns.parameters'), value: parameters, cell: parameters },
  ];
}

function useFigureColumns(): SortColumn<Row>[] {
  const { t } = useTranslation();
  const language = useLanguage();
  const column = (side: 'inSample' | 'outOfSample', code: string): SortColumn<Row> => ({
    key: `${side}-${code}`,
    head: t(`labResult.${side}`, { figure: words('figure', code, { language }) }),
    figure: true,
    value: (row) => row[side][code] ?? null,
    cell: (row) => figureText(code, row[side][code], { language }),
  });
  return [
    ...FIGURES.flatMap((code) => [column('inSample', code), column('outOfSample', code)]),
    column('outOfSample', 'trades'),
  ];
}
