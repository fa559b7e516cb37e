import { CircleAlert, RotateCw } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { CallError } from '../api/call-error.ts';
import { problemText } from '../i18n/problem-text.ts';
import { Button } from './button.tsx';

/** What went wrong in plain words, how to try again, and what to tell support. */
export function Problem({ error, retry }: { error: unknown; retry?: () => unknown }) {
  const { t } = useTranslation();
  const trace = error instanceof CallError ? error.traceId : '';
  return (
    <div role="alert" className="flex flex-wrap items-center gap-x-3 gap-y-2 rounded-lg bg-bad-wash px-3 py-2 text-bad">
      <CircleAlert aria-hidden size={16} className="shrink-0" />
      <p className="min-w-40 flex-1">
        {problemText(t, error)}
        {trace && (
          <span className="block text-xs opacity-80">
            {t('common.traceId')}: <code className="select-all break-all">{trace}</code>
          </span>
        )}
      </p>
      {retry && (
        <Button onClick={() => void retry()}>
          <RotateCw aria-hidden size={14} />
          {t('common.retry')}
        </Button>
      )}
    </div>
  );
}
