import { useEffect, useRef } from 'react';
import { SquarePen } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../shared/ui/icon-button.tsx';
import { Button } from '../../shared/ui/button.tsx';
import { Composer } from './composer.tsx';
import { ModeBadge } from './mode-badge.tsx';
import { TurnView } from './turn-view.tsx';
import { ask, newThread, useThread } from './thread.ts';

const EXAMPLES = ['trend', 'volatility', 'indicators'] as const;

/** The conversation and where the next question is written. Used in the dock and on the page. */
export function CopilotPanel() {
  const { t } = useTranslation();
  const turns = useThread((state) => state.turns);
  const end = useRef<HTMLDivElement>(null);
  const length = turns.length;
  useEffect(() => {
    if (length > 0) end.current?.scrollIntoView({ block: 'end' });
  }, [length]);
  return (
    <div className="flex h-full min-h-0 flex-col" data-testid="copilot">
      <div className="flex items-center justify-between gap-2 border-b border-line px-4 py-2">
        <ModeBadge />
        {length > 0 && (
          <IconButton label={t('copilot.newThread')} onClick={newThread}>
            <SquarePen aria-hidden size={16} />
          </IconButton>
        )}
      </div>
      <div tabIndex={0} role="log" aria-label={t('copilot.title')} className="min-h-0 flex-1 overflow-auto px-4 py-4">
        {length === 0 && <Welcome />}
        <ol className="flex flex-col gap-6">
          {turns.map((turn, at) => (
            <li key={at}>
              <TurnView turn={turn} />
            </li>
          ))}
        </ol>
        <div ref={end} />
      </div>
      <Composer running={turns.at(-1)?.state === 'running'} />
      <p className="px-4 pb-2 text-center text-xs text-faint">{t('copilot.notAdvice')}</p>
    </div>
  );
}

function Welcome() {
  const { t } = useTranslation();
  return (
    <div className="flex flex-col gap-2 py-4">
      <p className="font-semibold">{t('copilot.emptyTitle')}</p>
      <p className="text-soft">{t('copilot.emptyText')}</p>
      <ul className="mt-1 flex flex-col items-start gap-2">
        {EXAMPLES.map((example) => (
          <li key={example}>
            <Button
              className="max-w-full text-left whitespace-normal!"
              onClick={() => void ask(t(`copilot.examples.${example}`), {})}
            >
              {t(`copilot.examples.${example}`)}
            </Button>
          </li>
        ))}
      </ul>
    </div>
  );
}
