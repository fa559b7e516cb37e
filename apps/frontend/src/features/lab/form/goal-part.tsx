import { Dices, FastForward, FlaskConical, Hammer, SlidersHorizontal } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { LAB_KINDS, type LabKind } from '@orbiquant/contracts';
import type { Editing } from './editing.ts';
import { Part } from './part.tsx';

const ICONS = {
  backtest: FlaskConical,
  optimise: SlidersHorizontal,
  'walk-forward': FastForward,
  'monte-carlo': Dices,
  robustness: Hammer,
} as const satisfies Record<LabKind, typeof Dices>;

/** What to do, one sentence each. */
export function GoalPart({ form, change }: Pick<Editing, 'form' | 'change'>) {
  const { t } = useTranslation();
  return (
    <Part title={t('labForm.goal')}>
      <div role="radiogroup" aria-label={t('labForm.goal')} className="grid gap-2 sm:grid-cols-2 lg:grid-cols-5">
        {LAB_KINDS.map((kind) => {
          const Icon = ICONS[kind];
          return (
            <label
              key={kind}
              className="flex cursor-pointer flex-col gap-1 rounded-lg border border-line p-3 hover:border-strong has-checked:border-accent has-checked:bg-accent-wash has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent"
            >
              <span className="flex items-center gap-2 font-semibold">
                <input
                  type="radio"
                  name="kind"
                  value={kind}
                  checked={form.kind === kind}
                  onChange={() => change({ kind })}
                  className="sr-only"
                />
                <Icon aria-hidden size={16} className="shrink-0 text-accent" />
                {t(`lab.kind.${kind}`)}
              </span>
              <span className="text-xs text-soft">{t(`labForm.goals.${kind}`)}</span>
            </label>
          );
        })}
      </div>
    </Part>
  );
}
