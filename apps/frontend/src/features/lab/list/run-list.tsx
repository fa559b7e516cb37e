import { useTranslation } from 'react-i18next';
import type { StrategyInfo } from '@orbiquant/contracts';
import { Button } from '../../../shared/ui/button.tsx';
import { Empty } from '../../../shared/ui/empty.tsx';
import { Pending } from '../../../shared/ui/pending.tsx';
import { Problem } from '../../../shared/ui/problem.tsx';
import { FirstRun } from './first-run.tsx';
import { RunRow } from './run-row.tsx';
import { useLiveRuns, useRuns, type RunFilter } from './use-runs.ts';

type Props = { filter: RunFilter; strategies: readonly StrategyInfo[]; onClear: () => void };

/** My runs line by line, each as far as it is now. */
export function RunList({ filter, strategies, onClear }: Props) {
  const { t } = useTranslation();
  useLiveRuns();
  const runs = useRuns(filter);
  const rows = runs.data?.pages.flat() ?? [];
  const isFiltered = Boolean(filter.kind ?? filter.strategy ?? filter.passing);
  return (
    <div className="border-t border-line">
      {runs.isPending && <Pending heights={['4.5rem', '4.5rem', '4.5rem']} className="p-4" />}
      {runs.isError && (
        <div className="p-4">
          <Problem error={runs.error} retry={runs.refetch} />
        </div>
      )}
      {runs.isSuccess && rows.length === 0 && isFiltered && (
        <Empty
          title={t('lab.noMatch.title')}
          text={t('lab.noMatch.text')}
          action={<Button onClick={onClear}>{t('lab.filter.clear')}</Button>}
        />
      )}
      {runs.isSuccess && rows.length === 0 && !isFiltered && <FirstRun strategies={strategies} />}
      {rows.length > 0 && (
        <ul className="divide-y divide-line" aria-label={t('lab.runs')}>
          {rows.map((run) => (
            <RunRow key={run.runId} run={run} />
          ))}
        </ul>
      )}
      {runs.hasNextPage && (
        <div className="border-t border-line p-3 text-center">
          <Button disabled={runs.isFetchingNextPage} onClick={() => void runs.fetchNextPage()}>
            {t(runs.isFetchingNextPage ? 'common.loading' : 'lab.more')}
          </Button>
        </div>
      )}
    </div>
  );
}
