import { getRouteApi, Link } from '@tanstack/react-router';
import { CopyPlus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { LabRun } from '@orbiquant/contracts';
import { CallError } from '../../shared/api/call-error.ts';
import { formatDay } from '../../shared/format/times.ts';
import { Badge } from '../../shared/ui/badge.tsx';
import { Empty } from '../../shared/ui/empty.tsx';
import { Loaded } from '../../shared/ui/loaded.tsx';
import { Page } from '../../shared/ui/page.tsx';
import { hasEnded } from './list/merge-run.ts';
import { useLiveRuns, useResult, useRun } from './list/use-runs.ts';
import { QUIET_LINK } from './parts/link-button.ts';
import { strategyTitle } from './parts/rules-of.ts';
import { NoPromise } from './parts/no-promise.tsx';
import { StateBadge } from './parts/state-badge.tsx';
import { useLanguage } from './parts/use-language.ts';
import { ReportButtons } from './result/report-buttons.tsx';
import { ResultView } from './result/result-view.tsx';
import { EndedWithoutResult } from './run/ended-without-result.tsx';
import { Running } from './run/running.tsx';

const route = getRouteApi('/signed-in/lab/$runId');

/** A run: how far it is, and when it is done, what it shows. */
export function RunPage() {
  const { t } = useTranslation();
  const language = useLanguage();
  const { runId } = route.useParams();
  useLiveRuns();
  const run = useRun(runId);
  const order = run.data?.order;
  const isUnknown = run.error instanceof CallError && ['not-found', 'invalid-input'].includes(run.error.code);
  return (
    <Page
      title={order ? `${strategyTitle(order, language)} · ${t(`lab.kind.${order.kind}`)}` : t('lab.title')}
      lead={run.data && <Lead run={run.data} />}
      actions={run.data && <Actions run={run.data} />}
    >
      {isUnknown ? (
        <Empty
          title={t('lab.unknownTitle')}
          text={t('lab.unknownText')}
          action={
            <Link to="/lab" className={QUIET_LINK}>
              {t('lab.backToList')}
            </Link>
          }
        />
      ) : (
        <Loaded of={run} heights={['8rem', '10rem', '24rem']}>
          {(found) => <Content run={found} />}
        </Loaded>
      )}
    </Page>
  );
}

function Content({ run }: { run: LabRun }) {
  const result = useResult(run.runId, run.state === 'done');
  if (!hasEnded(run)) return <Running run={run} />;
  if (run.state !== 'done') return <EndedWithoutResult run={run} />;
  return (
    <>
      <NoPromise />
      <Loaded of={result} heights={['10rem', '9rem', '24rem', '20rem']}>
        {(shown) => <ResultView run={run} result={shown} />}
      </Loaded>
    </>
  );
}

function Lead({ run: { order, state } }: { run: LabRun }) {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
      <StateBadge state={state} />
      <Badge>{order.interval}</Badge>
      <span>
        {order.symbols.join(', ')} ·{' '}
        {t('lab.period', { from: formatDay(order.fromMs, language), to: formatDay(order.toMs, language) })}
      </span>
    </span>
  );
}

function Actions({ run: { runId, state } }: { run: LabRun }) {
  const { t } = useTranslation();
  return (
    <div className="flex flex-wrap items-start gap-2">
      <Link to="/lab/new" search={{ from: runId }} className={QUIET_LINK}>
        <CopyPlus aria-hidden size={15} />
        {t('lab.again')}
      </Link>
      {state === 'done' && <ReportButtons runId={runId} />}
    </div>
  );
}
