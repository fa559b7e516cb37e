import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { retryDeadLetter, type DeadLetter } from '@orbiquant/contracts';
import { call } from '../../shared/api/call.ts';
import { useOnline } from '../../shared/status/use-online.ts';
import { Button } from '../../shared/ui/button.tsx';
import { Problem } from '../../shared/ui/problem.tsx';
import { JOBS_KEY } from './jobs-key.ts';

/** What jobs gave up after several attempts, with the reason and a way to try again. */
export function DeadLetters({ list }: { list: readonly DeadLetter[] }) {
  const { t } = useTranslation();
  return (
    <section aria-label={t('admin.jobs.deadTitle')} className="border-t border-line p-4">
      <h3 className="mb-1 text-xs font-semibold">{t('admin.jobs.deadTitle')}</h3>
      {list.length === 0 && <p className="text-soft">{t('admin.jobs.noDead')}</p>}
      <ul className="divide-y divide-line">
        {list.map((letter) => (
          <Letter key={`${letter.job} ${letter.period} ${letter.account}`} letter={letter} />
        ))}
      </ul>
    </section>
  );
}

function Letter({ letter }: { letter: DeadLetter }) {
  const { t } = useTranslation();
  const online = useOnline();
  const queries = useQueryClient();
  const { job: name, period, account, tries, code, reason } = letter;
  const retry = useMutation({
    mutationFn: () => call(retryDeadLetter, { params: { name, period } }),
    onSettled: () => void queries.invalidateQueries({ queryKey: JOBS_KEY }),
  });
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 py-2">
      <span className="font-medium">{name}</span>
      <span className="num text-soft">{period}</span>
      <span className="num min-w-0 break-all text-xs text-faint">{account || t('admin.jobs.whole')}</span>
      <span className="w-full text-bad">
        {code}: {reason} ({t('admin.jobs.tries', { count: tries })})
      </span>
      {retry.isError && <Problem error={retry.error} />}
      <Button disabled={!online || retry.isPending} onClick={() => retry.mutate()}>
        {t('admin.jobs.retry')}
      </Button>
    </li>
  );
}
