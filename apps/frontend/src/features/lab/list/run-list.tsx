import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { LabRun, StrategyInfo } from '@orbiquant/contracts';
import { Button } from '../../../shared/ui/button.tsx';
import { Empty } from '../../../shared/ui/empty.tsx';
import { Loaded } from '../../../shared/ui/loaded.tsx';
import { FirstRun } from './first-run.tsx';
import { RunRow } from './run-row.tsx';
import { isFiltered, useLiveRuns, useRuns, type RunFilter } from './use-runs.ts';

type Props = { filter: RunFilter; strategies: readonly StrategyInfo[]; onClear: () => void };

/** My runs line by line, each as far as it is now. */
export function RunList({ filter, strategies, onClear }: Props) {
  useLiveRuns();
  const runs = useRuns(filter);
  const rows = useMemo(() => runs.data?.pages.flat(), [runs.data]);
  return (
    <div className="border-t border-line">
      <Loaded of={{ ...runs, data: rows }} heights={['4.5rem', '4.5rem', '4.5rem']} className="p-4">
        {(found) =>
          found.length === 0 ? (
            <None filter={filter} strategies={strategies} onClear={onClear} />
          ) : (
            <Rows runs={found} />
          )
        }
      </Loaded>
      {runs.hasNextPage && <More isPending={runs.isFetchingNextPage} onMore={() => void runs.fetchNextPage()} />}
    </div>
  );
}

function Rows({ runs }: { runs: readonly LabRun[] }) {
  const { t } = useTranslation();
  return (
    <ul className="divide-y divide-line" aria-label={t('lab.runs')}>
      {runs.map((run) => (
        <RunRow key={run.runId} run={run} />
      ))}
    </ul>
  );
}

function More({ isPending, onMore }: { isPending: boolean; onMore: () => void }) {
  const { t } = useTranslation();
  return (
    <div className="border-t border-line p-3 text-center">
      <Button disabled={isPending} onClick={onMore}>
        {t(isPending ? 'common.loading' : 'lab.more')}
      </Button>
    </div>
  );
}

/** Nothing to list: because of the filters, or because there is no run yet. */
function None({ filter, strategies, onClear }: Props) {
  const { t } = useTranslation();
  if (!isFiltered(filter)) return <FirstRun strategies={strategies} />;
  return (
    <Empty
      title={t('lab.noMatch.title')}
      text={t('lab.noMatch.text')}
      action={<Button onClick={onClear}>{t('lab.filter.clear')}</Button>}
    />
  );
}
