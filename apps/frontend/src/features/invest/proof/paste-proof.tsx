import { useId, useState, type ChangeEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../shared/ui/button.tsx';

/** A proof that was kept: from a file, or pasted. */
export function PasteProof({ onProof }: { onProof: (file: unknown) => void }) {
  const { t } = useTranslation();
  const id = useId();
  const [text, setText] = useState('');
  const [isWrong, setWrong] = useState(false);
  const check = (content: string): void => {
    const file = readJson(content);
    setWrong(file === null);
    if (file !== null) onProof(file);
  };
  const pick = async (event: ChangeEvent<HTMLInputElement>): Promise<void> => {
    const content = (await event.target.files?.[0]?.text()) ?? '';
    setText(content);
    check(content);
  };
  return (
    <div className="flex flex-col gap-2">
      <label htmlFor={id} className="text-xs font-medium text-soft">
        {t('proof.paste')}
      </label>
      <textarea
        id={id}
        rows={6}
        spellCheck={false}
        value={text}
        aria-invalid={isWrong || undefined}
        {...(isWrong ? { 'aria-describedby': `${id}-fault` } : {})}
        onChange={(event) => setText(event.target.value)}
        className="w-full rounded-md border border-strong bg-surface p-3 font-mono text-xs aria-invalid:border-bad"
      />
      {isWrong && (
        <p id={`${id}-fault`} className="text-xs text-bad">
          {t('proof.notJson')}
        </p>
      )}
      <div className="flex flex-wrap items-center gap-2">
        <Button onClick={() => check(text)}>{t('proof.check')}</Button>
        <label className="inline-flex min-h-8 cursor-pointer items-center rounded-md border border-line px-3 py-1 font-medium focus-within:outline-2 focus-within:outline-accent hover:border-strong pointer-coarse:min-h-11">
          {t('proof.pick')}
          <input
            type="file"
            accept=".json,application/json"
            className="sr-only"
            onChange={(event) => void pick(event)}
          />
        </label>
      </div>
    </div>
  );
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
