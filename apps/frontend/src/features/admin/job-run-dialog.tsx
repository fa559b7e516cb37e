import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { getJobRun, type DutyDetail, type DutyView } from '@orbiquant/contracts';
import { call } from '../../shared/api/call.ts';
import { formatInstant } from '../../shared/format/times.ts';
import { Dialog } from '../../shared/ui/dialog.tsx';
import { Loaded } from '../../shared/ui/loaded.tsx';

/** One period of a job opened: what came of it, and the accounts that it could not serve. */
export function JobRunDialog({ run: { job: name, period }, onClose }: { run: DutyView; onClose: () => void }) {
  const detail = useQuery({
    queryKey: ['admin', 'jobs', name, period],
    queryFn: ({ signal }) => call(getJobRun, { params: { name, period } }, { signal }),
  });
  return (
    <Dialog open wide title={`${name} · ${period}`} onClose={onClose}>
      <Loaded of={detail} heights={['6rem']}>
        {(found) => <Detail found={found} />}
      </Loaded>
    </Dialog>
  );
}

function Detail({ found }: { found: DutyDetail }) {
  const { t, i18n } = useTranslation();
  const { state, fault, failed, notes, startedAtMs, successes, errors } = found;
  return (
    <div className="flex flex-col gap-3" data-testid="job-run">
      <p className="num text-soft">
        {t(`admin.jobs.state.${state}`)} · {t('admin.jobs.counts')}: {successes} / {errors}
        {startedAtMs !== null && ` · ${formatInstant(startedAtMs, i18n.language)} UTC`}
      </p>
      {fault && <p className="text-bad">{fault}</p>}
      {failed.length === 0 && <p className="text-soft">{t('admin.jobs.noErrors')}</p>}
      <ul className="max-h-72 divide-y divide-line overflow-auto" tabIndex={0} aria-label={t('admin.jobs.errors')}>
        {failed.map(({ account, tries, code, reason }) => (
          <li key={account} className="py-1.5">
            <span className="num font-medium break-all">{account}</span>{' '}
            <span className="text-bad">
              {code}: {reason} ({t('admin.jobs.tries', { count: tries })})
            </span>
          </li>
        ))}
      </ul>
      {notes.map(({ account, note }) => (
        <p key={account} className="text-xs text-soft">
          <span className="num break-all">{account}</span>: {note}
        </p>
      ))}
    </div>
  );
}
