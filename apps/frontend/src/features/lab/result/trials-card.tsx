import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { LabOrder, LabTrial } from '@orbiquant/contracts';
import { figureText, parameterText, words } from '@orbiquant/lab-words';
import { Badge } from '../../../shared/ui/badge.tsx';
import { Card } from '../../../shared/ui/card.tsx';
import { SortableTable, type SortColumn } from '../parts/sortable-table.tsx';
import { useLanguage } from '../parts/use-language.ts';
import { writeShort } from './write-short.ts';

const SHOWN = 50;
const FIGURES = ['sharpe', 'totalReturn', 'drawdownMax', 'trades', 'profitFactor'] as const;

type Row = { trial: LabTrial; rank: number };
type Props = { trials: readonly LabTrial[]; order: LabOrder };

/** The best combinations, to be ordered by any figure. */
export function TrialsCard({ trials, order }: Props) {
  const { t } = useTranslation();
  const rows = useMemo(() => trials.slice(0, SHOWN).map((trial, at): Row => ({ trial, rank: at + 1 })), [trials]);
  const columns = useColumns(order, rows);
  return (
    <Card flush title={t('labResult.trials')}>
      <p className="px-4 pb-2 text-soft">{t('labResult.trialsLead', { count: rows.length })}</p>
      <SortableTable
        label={t('labResult.trials')}
        rows={rows}
        rowKey={({ rank }) => String(rank)}
        columns={columns}
        first={{ by: 'rank', direction: 'ascending' }}
        isMarked={({ rank }) => rank === 1}
      />
    </Card>
  );
}

function useColumns({ strategy, search }: LabOrder, rows: readonly Row[]): SortColumn<Row>[] {
  const { t } = useTranslation();
  const language = useLanguage();
  const names = Object.keys(search?.ranges ?? rows[0]?.trial.parameters ?? {});
  const hasProblems = rows.some(({ trial }) => !trial.feasible);
  return [
    {
      key: 'rank',
      head: t('labResult.columns.order'),
      figure: true,
      value: ({ rank }) => rank,
      cell: ({ rank }) => rank,
    },
    ...names.map((name): SortColumn<Row> => ({
      key: `parameter-${name}`,
      head: parameterText(strategy, name, language),
      figure: true,
      value: ({ trial }) => trial.parameters[name] ?? null,
      cell: ({ trial }) => writeShort(trial.parameters[name] ?? NaN, language),
    })),
    ...FIGURES.map((code): SortColumn<Row> => ({
      key: code,
      head: words('figure', code, { language }),
      figure: true,
      value: ({ trial }) => trial.figures[code] ?? null,
      cell: ({ trial }) => figureText(code, trial.figures[code], { language }),
    })),
    ...(hasProblems ? [problemColumn(t('labResult.columns.problem'), t('labResult.infeasible'))] : []),
  ];
}

const problemColumn = (head: string, infeasible: string): SortColumn<Row> => ({
  key: 'problem',
  head,
  value: ({ trial }) => trial.problem ?? '',
  cell: ({ trial }) => (trial.feasible ? '—' : <Badge tone="warn">{trial.problem ?? infeasible}</Badge>),
});
