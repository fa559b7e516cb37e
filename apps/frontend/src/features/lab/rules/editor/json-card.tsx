import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { Card } from '../../../../shared/ui/card.tsx';
import type { RuleDraft } from '../draft/use-rule-draft.ts';
import { ruleFaultText } from '../rule-fault-text.ts';

const ROWS = 24;

/** The same rules as JSON: what is changed here changes the form, and the other way round. */
export function JsonCard({ draft }: { draft: RuleDraft }) {
  const { t } = useTranslation();
  const id = useId();
  const hasFault = !draft.isJson || draft.faults.length > 0;
  return (
    <Card title={t('rules.json')}>
      <label htmlFor={id} className="mb-1 block text-soft">
        {t('rules.jsonLead')}
      </label>
      <textarea
        id={id}
        rows={ROWS}
        spellCheck={false}
        autoComplete="off"
        data-testid="rules-json"
        aria-invalid={hasFault ? true : undefined}
        aria-describedby={`${id}-faults`}
        value={draft.text}
        onChange={({ target }) => draft.type(target.value)}
        onBlur={draft.tidy}
        className="w-full resize-y rounded-md border border-strong bg-surface p-3 font-mono text-xs leading-relaxed text-ink aria-invalid:border-bad"
      />
      <div id={`${id}-faults`} aria-live="polite" data-testid="rules-faults">
        {!draft.isJson && <p className="mt-1 text-bad">{t('rules.notJson')}</p>}
        {draft.isJson && draft.faults.length > 0 && <Faults draft={draft} />}
        {!hasFault && <p className="mt-1 text-good">{t('rules.sound')}</p>}
      </div>
    </Card>
  );
}

function Faults({ draft: { faults } }: { draft: RuleDraft }) {
  const { t } = useTranslation();
  return (
    <>
      <p className="mt-1 text-bad">{t('rules.faults', { count: faults.length })}</p>
      <ul className="mt-1 flex list-disc flex-col gap-1 pl-5">
        {faults.map((fault) => (
          <li key={`${fault.path}/${fault.code}`} className="wrap-anywhere">
            <code className="text-xs">{fault.path || '{ }'}</code>: {ruleFaultText(t, fault)}
            <span lang="en" className="block text-xs text-faint">
              {fault.message}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}
