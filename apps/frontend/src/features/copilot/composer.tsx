import { useState, type FormEvent, type KeyboardEvent } from 'react';
import { ArrowUp, Square, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { formatInstant } from '../../shared/format/times.ts';
import { useDock, type Looking } from '../../shared/dock.ts';
import { useOnline } from '../../shared/status/use-online.ts';
import { IconButton } from '../../shared/ui/icon-button.tsx';
import { ask, stopAsking } from './thread.ts';

const QUESTION_MAX = 2000;

/** Where a question is written, with what it will be about in sight and removable. */
export function Composer({ running }: { running: boolean }) {
  const { t } = useTranslation();
  const online = useOnline();
  const looking = useDock((state) => state.looking);
  const [dropped, setDropped] = useState<ReadonlySet<keyof Looking>>(new Set());
  const [text, setText] = useState('');
  const about = Object.fromEntries(
    Object.entries(looking).filter(([what, value]) => value !== undefined && !dropped.has(what as keyof Looking)),
  ) as Looking;
  const canSend = text.trim() !== '' && !running && online;
  const send = (): void => {
    const question = text.trim();
    if (!canSend) return;
    setText('');
    void ask(question, about);
  };
  const onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    send();
  };
  return (
    <form
      className="m-3 mt-0 rounded-xl border border-strong bg-surface p-2 focus-within:border-accent"
      onSubmit={(event: FormEvent) => (event.preventDefault(), send())}
    >
      <Chips about={about} onDrop={(what) => setDropped(new Set([...dropped, what]))} />
      <div className="flex items-end gap-2">
        <textarea
          aria-label={t('copilot.question')}
          placeholder={t('copilot.placeholder')}
          rows={2}
          maxLength={QUESTION_MAX}
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={onKey}
          className="max-h-40 min-h-10 flex-1 resize-none bg-transparent px-2 py-1 outline-none placeholder:text-faint"
        />
        <SendOrStop running={running} canSend={canSend} />
      </div>
    </form>
  );
}

function SendOrStop({ running, canSend }: { running: boolean; canSend: boolean }) {
  const { t } = useTranslation();
  if (running)
    return (
      <IconButton label={t('copilot.stop')} onClick={stopAsking} className="bg-raised">
        <Square aria-hidden size={15} />
      </IconButton>
    );
  return (
    <IconButton
      type="submit"
      label={t('copilot.send')}
      disabled={!canSend}
      className="bg-accent text-accent-ink! hover:bg-accent hover:brightness-110"
    >
      <ArrowUp aria-hidden size={17} />
    </IconButton>
  );
}

function Chips({ about, onDrop }: { about: Looking; onDrop: (what: keyof Looking) => void }) {
  const { t, i18n } = useTranslation();
  const chips: Array<[keyof Looking, string]> = [];
  if (about.symbol) chips.push(['symbol', about.symbol]);
  if (about.interval) chips.push(['interval', about.interval]);
  if (about.asOf) chips.push(['asOf', t('copilot.asOfChip', { at: formatInstant(about.asOf, i18n.language) })]);
  if (chips.length === 0) return null;
  return (
    <ul aria-label={t('copilot.context')} className="flex flex-wrap gap-1 px-1 pb-1.5">
      {chips.map(([what, text]) => (
        <li key={what} className="num inline-flex h-6 items-center gap-1 rounded-md bg-raised pl-2 text-xs text-soft">
          {text}
          <button
            type="button"
            aria-label={t('copilot.removeContext', { what: text })}
            onClick={() => onDrop(what)}
            className="grid size-6 place-items-center rounded-md hover:text-ink"
          >
            <X aria-hidden size={12} />
          </button>
        </li>
      ))}
    </ul>
  );
}
