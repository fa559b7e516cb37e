import { useTranslation } from 'react-i18next';
import type { LabProgress } from '@orbiquant/contracts';
import { words } from '@orbiquant/lab-words';
import { writeNumber } from './read-number.ts';
import { useLanguage } from './use-language.ts';

/** How far a run is, in words and as a bar; the bar has no end while the total is not known. */
export function RunProgress({ progress: { done, total, stage } }: { progress: LabProgress }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const share = total > 0 ? Math.min(1, done / total) : null;
  const name = words('stage', stage, { language });
  const text =
    share === null
      ? t('lab.progressUnknown', { stage: name })
      : t('lab.progress', { stage: name, done: writeNumber(done, language), total: writeNumber(total, language) });
  return (
    <div className="flex min-w-0 flex-col gap-1" data-testid="run-progress">
      <div
        role="progressbar"
        aria-label={t('lab.progressLabel')}
        aria-valuemin={0}
        aria-valuemax={100}
        {...(share === null ? {} : { 'aria-valuenow': Math.round(share * 100) })}
        aria-valuetext={text}
        className="h-2 overflow-hidden rounded-full bg-raised"
      >
        <div
          className={`h-full rounded-full bg-accent transition-[width] duration-300 ${share === null ? 'w-1/4 animate-pulse' : ''}`}
          style={share === null ? undefined : { width: `${share * 100}%` }}
        />
      </div>
      <p className="num truncate text-xs text-soft">{text}</p>
    </div>
  );
}
