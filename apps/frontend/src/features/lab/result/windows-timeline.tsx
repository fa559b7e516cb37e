import { useTranslation } from 'react-i18next';
import type { LabWindow } from '@orbiquant/contracts';
import { formatDay } from '../../../shared/format/times.ts';
import { useLanguage } from '../parts/use-language.ts';

/** Windows above each other on one axis of time: learning quiet, examination strong. The table beside says the same. */
export function WindowsTimeline({ windows }: { windows: readonly LabWindow[] }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const fromMs = Math.min(...windows.map(({ trainFromMs }) => trainFromMs));
  const toMs = Math.max(...windows.map(({ testToMs }) => testToMs));
  const at = (ms: number): string => `${((ms - fromMs) / (toMs - fromMs)) * 100}%`;
  const long = (from: number, to: number): string => `${((to - from) / (toMs - fromMs)) * 100}%`;
  return (
    <div role="img" aria-label={t('labResult.timeline')} data-testid="windows-timeline">
      <ul className="flex max-h-72 flex-col gap-1 overflow-y-auto">
        {windows.map(({ trainFromMs, trainToMs, testFromMs, testToMs, outOfSample }) => (
          <li key={testFromMs} className="relative h-3 rounded bg-raised">
            <span
              className="absolute inset-y-0 rounded-l bg-strong"
              style={{ left: at(trainFromMs), width: long(trainFromMs, trainToMs) }}
            />
            <span
              className={`absolute inset-y-0 rounded-r ${(outOfSample['totalReturn'] ?? 0) > 0 ? 'bg-up' : 'bg-down'}`}
              style={{ left: at(testFromMs), width: long(testFromMs, testToMs) }}
            />
          </li>
        ))}
      </ul>
      <p className="mt-1 flex flex-wrap gap-x-4 text-xs text-soft">
        <Entry look="bg-strong" text={t('labResult.columns.learned')} />
        <Entry look="bg-up" text={t('labResult.examinedGain')} />
        <Entry look="bg-down" text={t('labResult.examinedLoss')} />
      </p>
      <p className="num mt-1 flex justify-between text-xs text-faint">
        <span>{formatDay(fromMs, language)}</span>
        <span>{formatDay(toMs, language)}</span>
      </p>
    </div>
  );
}

function Entry({ look, text }: { look: string; text: string }) {
  return (
    <span className="flex items-center gap-1.5">
      <span className={`size-2.5 rounded-sm ${look}`} />
      {text}
    </span>
  );
}
