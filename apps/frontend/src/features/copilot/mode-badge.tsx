import { useQuery } from '@tanstack/react-query';
import { BrainCircuit, ListChecks } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { getCopilotMode, type CopilotMode } from '@orbiquant/contracts';
import { call } from '../../shared/api/call.ts';
import { problemText } from '../../shared/i18n/problem-text.ts';
import { Badge } from '../../shared/ui/badge.tsx';
import { useThread } from './thread.ts';

/** Which brain answers, and why not the other. */
export function ModeBadge() {
  const { t } = useTranslation();
  const answered = useThread((state) => state.turns.at(-1)?.mode ?? null);
  const asked = useQuery({
    queryKey: ['copilot-mode'],
    queryFn: ({ signal }) => call(getCopilotMode, {}, { signal }),
    refetchInterval: 30_000,
  });
  const mode = answered ?? asked.data;
  if (mode) return <Mode mode={mode} />;
  return (
    <span className="text-xs text-faint">{asked.isError ? problemText(t, asked.error) : t('common.loading')}</span>
  );
}

function Mode({ mode: { mode, model, reason } }: { mode: CopilotMode }) {
  const { t } = useTranslation();
  const isModel = mode === 'model';
  const Icon = isModel ? BrainCircuit : ListChecks;
  return (
    <span data-testid="copilot-mode" data-mode={mode} className="flex min-w-0 items-center gap-2">
      <Badge tone={isModel ? 'accent' : 'neutral'} title={reason ?? undefined}>
        <Icon aria-hidden size={13} />
        <span className="sr-only">{t('copilot.modeLabel')}: </span>
        {isModel ? t('copilot.modes.model', { model: model ?? '' }) : t('copilot.modes.planner')}
      </Badge>
      {!isModel && <span className="text-xs leading-tight text-faint">{t('copilot.reasons.fallback')}</span>}
    </span>
  );
}
