import { useTranslation } from 'react-i18next';
import type { LabRun } from '@orbiquant/contracts';
import { CallError } from '../../../shared/api/call-error.ts';
import { problemText } from '../../../shared/i18n/problem-text.ts';
import { Card } from '../../../shared/ui/card.tsx';

/** A run that was stopped or could not finish, and why. */
export function EndedWithoutResult({ run: { state, problem } }: { run: LabRun }) {
  const { t } = useTranslation();
  if (state === 'cancelled')
    return (
      <Card title={t('lab.cancelledTitle')}>
        <p className="text-soft">{t('lab.cancelledText')}</p>
      </Card>
    );
  return (
    <Card title={t('lab.failedTitle')}>
      <div role="alert" className="rounded-lg bg-bad-wash px-3 py-2 text-bad">
        <p>{problemText(t, new CallError({ code: problem?.code ?? 'internal' }))}</p>
        {problem && <p>{t('lab.failedReason', { reason: problem.message })}</p>}
      </div>
    </Card>
  );
}
