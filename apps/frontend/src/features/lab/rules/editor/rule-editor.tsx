import { useTranslation } from 'react-i18next';
import { Save, Undo2 } from 'lucide-react';
import type { RuleVersion } from '@orbiquant/contracts';
import { CallError } from '../../../../shared/api/call-error.ts';
import { useOnline } from '../../../../shared/status/use-online.ts';
import { Button } from '../../../../shared/ui/button.tsx';
import { Card } from '../../../../shared/ui/card.tsx';
import { Problem } from '../../../../shared/ui/problem.tsx';
import type { JsonRecord } from '../draft/json.ts';
import { dropRules } from '../draft/kept-draft.ts';
import { useRuleDraft, type RuleDraft } from '../draft/use-rule-draft.ts';
import { LeakCard } from '../leak-card.tsx';
import { RuleWords } from '../rule-words.tsx';
import { ruleFaultText } from '../rule-fault-text.ts';
import { useSaveRules } from '../use-rules.ts';
import { JsonCard } from './json-card.tsx';
import { RuleForm } from './rule-form.tsx';

type Props = {
  /** Names the draft that is kept. */
  place: string;
  first: JsonRecord;
  ruleSetId?: string | undefined;
  onSaved: (saved: RuleVersion) => void;
};

/** Rules as a form and as JSON side by side, in words below; saved as the next version. */
export function RuleEditor({ place, first, ruleSetId, onSaved }: Props) {
  const { t } = useTranslation();
  const draft = useRuleDraft(place, first);
  return (
    <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
      <div className="flex min-w-0 flex-col gap-4">
        <RuleForm draft={draft} />
        <SaveBar
          draft={draft}
          ruleSetId={ruleSetId}
          onSaved={(saved) => (dropRules(place), onSaved(saved))}
          onReset={() => draft.begin(first)}
        />
      </div>
      <div className="flex min-w-0 flex-col gap-4">
        <Card title={t('rules.inWords')}>
          {draft.sound ? <RuleWords rules={draft.sound} /> : <p className="text-soft">{t('rules.noWords')}</p>}
        </Card>
        <LeakCard rules={draft.rules} isSound={draft.sound !== null} />
        <JsonCard draft={draft} />
      </div>
    </div>
  );
}

type BarProps = Pick<Props, 'ruleSetId' | 'onSaved'> & { draft: RuleDraft; onReset: () => void };

function SaveBar({ draft, ruleSetId, onSaved, onReset }: BarProps) {
  const { t } = useTranslation();
  const save = useSaveRules(ruleSetId);
  const isFaulty = draft.sound === null;
  return (
    <div className="flex flex-col gap-2">
      {isFaulty && (
        <p role="status" className="rounded-lg bg-bad-wash px-3 py-2 text-bad">
          {t('rules.cannotSave', { count: Math.max(1, draft.faults.length) })}
        </p>
      )}
      {save.isError && <Refused error={save.error} />}
      <div className="flex flex-wrap gap-2">
        <SaveButton
          text={t(save.isPending ? 'rules.saving' : ruleSetId ? 'rules.saveNext' : 'rules.save')}
          isReady={!isFaulty && !save.isPending}
          onClick={() => save.mutate(draft.rules, { onSuccess: onSaved })}
        />
        {draft.isChanged && (
          <Button variant="ghost" onClick={onReset}>
            <Undo2 aria-hidden size={15} />
            {t('rules.reset')}
          </Button>
        )}
      </div>
      <p className="text-soft">{t('rules.saveHint')}</p>
    </div>
  );
}

function SaveButton({ text, isReady, onClick }: { text: string; isReady: boolean; onClick: () => void }) {
  const { t } = useTranslation();
  const online = useOnline();
  return (
    <Button
      variant="primary"
      className="min-h-11 px-6 max-sm:w-full"
      disabled={!online || !isReady}
      title={online ? undefined : t('common.offlineShort')}
      onClick={onClick}
      data-testid="save-rules"
    >
      <Save aria-hidden size={16} />
      {text}
    </Button>
  );
}

/** What the server has against it, in words where it names a fault. */
function Refused({ error }: { error: Error }) {
  const { t } = useTranslation();
  const faults = error instanceof CallError ? error.errors : [];
  if (faults.length === 0) return <Problem error={error} />;
  return (
    <ul role="alert" className="rounded-lg bg-bad-wash px-3 py-2 text-bad">
      {faults.map((fault) => (
        <li key={`${fault.path}/${fault.code}`}>
          <code className="text-xs">{fault.path}</code>: {ruleFaultText(t, fault)}
        </li>
      ))}
    </ul>
  );
}
