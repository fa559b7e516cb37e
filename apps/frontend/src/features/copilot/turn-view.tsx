import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AnswerPart } from '@orbiquant/contracts';
import { CallError } from '../../shared/api/call-error.ts';
import { Problem } from '../../shared/ui/problem.tsx';
import { StepList } from './step-list.tsx';
import { ToolDialog } from './tool-dialog.tsx';
import type { Turn } from './turn.ts';

type Opened = { toolCallId: string; field: string | null };

/** A question, the steps of its answer, and the answer, whose figures open the step that gave them. */
export function TurnView({ turn }: { turn: Turn }) {
  const { t } = useTranslation();
  const [opened, setOpened] = useState<Opened | null>(null);
  const step = turn.steps.find(({ toolCallId }) => toolCallId === opened?.toolCallId);
  return (
    <article className="flex flex-col gap-3">
      <p className="self-end rounded-xl rounded-br-sm bg-accent-wash px-3 py-2 whitespace-pre-wrap">
        <span className="sr-only">{t('copilot.you')}: </span>
        {turn.question}
      </p>
      <StepList steps={turn.steps} onOpen={(toolCallId) => setOpened({ toolCallId, field: null })} />
      {turn.parts.length > 0 && (
        <div
          aria-live={turn.state === 'running' ? 'off' : 'polite'}
          data-testid="answer"
          className="leading-relaxed whitespace-pre-wrap"
        >
          {turn.parts.map((part, at) => (
            <Part key={at} part={part} onOpen={setOpened} />
          ))}
        </div>
      )}
      <Outcome turn={turn} />
      {step && <ToolDialog step={step} field={opened?.field ?? null} onClose={() => setOpened(null)} />}
    </article>
  );
}

function Outcome({ turn: { state, parts, failure } }: { turn: Turn }) {
  const { t } = useTranslation();
  if (state === 'stopped') return <p className="text-xs text-faint">{t('copilot.stopped')}</p>;
  if (state === 'failed') return <Problem error={new CallError({ code: String(failure) })} />;
  const isThinking = state === 'running' && parts.length === 0;
  return isThinking ? (
    <p role="status" className="text-soft">
      {t('copilot.working')}
    </p>
  ) : null;
}

function Part({ part, onOpen }: { part: AnswerPart; onOpen: (opened: Opened) => void }) {
  const { t } = useTranslation();
  if (part.kind === 'text') return <>{part.text}</>;
  return (
    <button
      type="button"
      data-testid="figure"
      aria-label={t('copilot.openFigure', { text: part.text })}
      onClick={() => onOpen({ toolCallId: part.toolCallId, field: part.field })}
      className="num rounded-sm font-medium text-accent underline decoration-dotted underline-offset-4 hover:bg-accent-wash"
    >
      {part.text}
    </button>
  );
}
