import { Check, CircleDot, Circle, Minus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { WithdrawalView } from '@orbiquant/contracts';
import { stepsOf, type StepState } from './steps-of.ts';

const LOOKS = {
  done: { icon: Check, look: 'text-good' },
  now: { icon: CircleDot, look: 'text-accent' },
  next: { icon: Circle, look: 'text-faint' },
  stopped: { icon: Minus, look: 'text-faint' },
} as const satisfies Record<StepState, unknown>;

/** The way of a withdrawal in four stages. Icon, word and colour say the same. */
export function WithdrawalSteps({ status }: { status: WithdrawalView['status'] }) {
  const { t } = useTranslation();
  return (
    <ol className="grid grid-cols-4 gap-1 text-xs">
      {stepsOf(status).map(({ key, state }) => {
        const { icon: Icon, look } = LOOKS[state];
        return (
          <li
            key={key}
            aria-current={state === 'now' ? 'step' : undefined}
            data-state={state}
            className={`flex min-w-0 flex-col gap-1 border-t-2 pt-1.5 ${look} ${state === 'done' || state === 'now' ? 'border-current' : 'border-line'}`}
          >
            <span className="flex items-center gap-1">
              <Icon aria-hidden size={13} className="shrink-0" />
              <span className={`truncate ${state === 'stopped' ? 'line-through' : ''}`}>
                {t(`withdrawal.step.${key}`)}
              </span>
              <span className="sr-only">: {t(`withdrawal.stepState.${state}`)}</span>
            </span>
          </li>
        );
      })}
    </ol>
  );
}
