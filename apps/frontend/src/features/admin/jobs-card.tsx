import { useState } from 'react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Play } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { getJobs, runJob, type JobView } from '@orbiquant/contracts';
import { newId } from '@orbiquant/kernel';
import { call } from '../../shared/api/call.ts';
import { formatInstant } from '../../shared/format/times.ts';
import { useOnline } from '../../shared/status/use-online.ts';
import { Badge, type Tone } from '../../shared/ui/badge.tsx';
import { Button } from '../../shared/ui/button.tsx';
import { Card } from '../../shared/ui/card.tsx';
import { Loaded } from '../../shared/ui/loaded.tsx';
import { Problem } from '../../shared/ui/problem.tsx';
import { Table } from '../../shared/ui/table.tsx';
import { DeadLetters } from './dead-letters.tsx';
import { JobRunDialog } from './job-run-dialog.tsx';
import { JOBS_KEY } from './jobs-key.ts';

const TONES: Record<JobView['health'], Tone> = {
  ok: 'good',
  'never-ran': 'neutral',
  running: 'accent',
  late: 'warn',
  failing: 'bad',
};

/** Every job: how it is doing, what it did last, when it is next, and a way to run it now. */
export function JobsCard() {
  const { t } = useTranslation();
  const jobs = useQuery({
    queryKey: JOBS_KEY,
    queryFn: ({ signal }) => call(getJobs, {}, { signal }),
    refetchInterval: 5_000,
  });
  const healthy = jobs.data?.healthy;
  return (
    <Card
      flush
      title={t('admin.jobs.title')}
      actions={
        healthy !== undefined && (
          <Badge tone={healthy ? 'good' : 'bad'}>{t(healthy ? 'admin.jobs.healthy' : 'admin.jobs.unhealthy')}</Badge>
        )
      }
    >
      <Loaded of={jobs} heights={['2.5rem', '2.5rem', '2.5rem']} className="p-4">
        {({ jobs: list, deadLetters, scheduled }) => (
          <>
            {!scheduled && <p className="px-4 pb-2 text-soft">{t('admin.jobs.byHand')}</p>}
            <JobTable jobs={list} />
            <DeadLetters list={deadLetters} />
          </>
        )}
      </Loaded>
    </Card>
  );
}

function JobTable({ jobs }: { jobs: readonly JobView[] }) {
  const { t, i18n } = useTranslation();
  return (
    <Table
      label={t('admin.jobs.title')}
      rows={jobs}
      rowKey={({ name }) => name}
      columns={[
        { key: 'name', head: t('admin.jobs.name'), cell: (job) => <JobName job={job} /> },
        {
          key: 'health',
          head: t('admin.jobs.health'),
          cell: ({ health }) => <Badge tone={TONES[health]}>{t(`admin.jobs.healthText.${health}`)}</Badge>,
        },
        { key: 'last', head: t('admin.jobs.last'), wide: true, cell: ({ lastRun }) => lastRun?.period ?? '—' },
        {
          key: 'counts',
          head: t('admin.jobs.counts'),
          figure: true,
          wide: true,
          cell: ({ lastRun }) => (lastRun ? `${lastRun.successes} / ${lastRun.errors}` : t('common.none')),
        },
        { key: 'waiting', head: t('admin.jobs.waiting'), figure: true, wide: true, cell: ({ waiting }) => waiting },
        {
          key: 'next',
          head: t('admin.jobs.next'),
          wide: true,
          cell: ({ nextRunAtMs }) =>
            nextRunAtMs === null ? t('common.none') : formatInstant(nextRunAtMs, i18n.language),
        },
        { key: 'run', head: '', cell: ({ name }) => <RunButton name={name} /> },
      ]}
    />
  );
}

/** The name of a job; it opens what the job did last. */
function JobName({ job: { name, cron, zone, lastRun } }: { job: JobView }) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const title = `${cron} ${zone}`;
  if (!lastRun) return <span title={title}>{name}</span>;
  return (
    <>
      <button
        type="button"
        title={title}
        className="font-medium text-accent underline-offset-4 hover:underline"
        aria-label={t('admin.jobs.openRun', { name, period: lastRun.period })}
        onClick={() => setOpen(true)}
      >
        {name}
      </button>
      {isOpen && <JobRunDialog run={lastRun} onClose={() => setOpen(false)} />}
    </>
  );
}

/** Has a job done for its newest period; what was done already stays as it is. */
function RunButton({ name }: { name: string }) {
  const { t } = useTranslation();
  const online = useOnline();
  const queries = useQueryClient();
  const run = useMutation({
    mutationFn: () => call(runJob, { params: { name }, body: {} }, { idempotencyKey: newId() }),
    onSettled: () => void queries.invalidateQueries({ queryKey: ['admin'] }),
  });
  return (
    <span className="flex flex-wrap items-center justify-end gap-2">
      {run.isError && <Problem error={run.error} />}
      {run.isSuccess && (
        <span role="status" className="text-xs whitespace-normal text-soft">
          {t('admin.jobs.ran', {
            job: name,
            period: run.data.period,
            state: t(`admin.jobs.state.${run.data.state}`),
          })}
        </span>
      )}
      <Button
        aria-label={t('admin.jobs.runNamed', { name })}
        disabled={!online || run.isPending}
        onClick={() => run.mutate()}
      >
        <Play aria-hidden size={13} />
        <span className="hidden sm:inline">{t(run.isPending ? 'admin.jobs.running' : 'admin.jobs.run')}</span>
      </Button>
    </span>
  );
}
