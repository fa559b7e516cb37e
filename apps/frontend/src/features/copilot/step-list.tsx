import { CircleCheck, CircleX, LoaderCircle } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Step } from './turn.ts';

/** What was looked up: tool, parameters, duration, state. Each opens. */
export function StepList({ steps, onOpen }: { steps: readonly Step[]; onOpen: (toolCallId: string) => void }) {
  const { t } = useTranslation();
  if (steps.length === 0) return null;
  return (
    <ol aria-label={t('copilot.steps')} className="flex flex-col gap-1">
      {steps.map((step) => (
        <li key={step.toolCallId}>
          <button
            type="button"
            onClick={() => onOpen(step.toolCallId)}
            className="flex min-h-7 w-full items-center gap-2 rounded-md border border-line px-2 text-left text-xs text-soft hover:border-strong pointer-coarse:min-h-11"
          >
            <StepState step={step} />
            <span className="font-medium text-ink">{step.tool}</span>
            <span className="num min-w-0 flex-1 truncate font-mono text-faint">{parametersOf(step)}</span>
            {step.result && (
              <span className="num text-faint">
                {t('copilot.duration', { ms: Math.round(step.result.durationMs) })}
              </span>
            )}
          </button>
        </li>
      ))}
    </ol>
  );
}

const parametersOf = ({ input }: Step): string =>
  Object.entries(input)
    .map(([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(' ');

function StepState({ step: { result } }: { step: Step }) {
  const { t } = useTranslation();
  const [Icon, look, text] = !result
    ? ([LoaderCircle, 'animate-spin text-accent', t('copilot.step.running')] as const)
    : result.error === null
      ? ([CircleCheck, 'text-good', t('copilot.step.done')] as const)
      : ([CircleX, 'text-bad', t('copilot.step.failed')] as const);
  return <Icon size={14} role="img" aria-label={text} className={`shrink-0 ${look}`} />;
}
