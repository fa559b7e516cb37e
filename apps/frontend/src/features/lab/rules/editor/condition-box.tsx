import { Plus, Trash2 } from 'lucide-react';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../../shared/ui/button.tsx';
import { IconButton } from '../../../../shared/ui/icon-button.tsx';
import { beginCondition, CONDITION_FORMS, formIn, type ConditionForm } from '../draft/forms.ts';
import { listOf } from '../draft/json.ts';
import { Choice } from './choice.tsx';
import { LeafBox } from './leaf-box.tsx';
import { useRuleEditing } from './rule-editing.ts';

type Props = { path: string; label: string; part: 'entry' | 'exit'; onRemove?: () => void };

/** A condition and, inside it, those that it is made of. */
export function ConditionBox({ path, label, part, onRemove }: Props) {
  const { t } = useTranslation();
  const { at, set, faultAt, series } = useRuleEditing();
  const value = at(path);
  const form = formIn(value, CONDITION_FORMS);
  const fault = faultAt(path, ...CONDITION_FORMS.map((one) => `${path}.${one}`).slice(-4));
  return (
    <div role="group" aria-label={label} className="flex flex-col gap-2 rounded-lg border border-line bg-surface p-2.5">
      <div className="flex items-start gap-2">
        <Choice
          label={t('ruleEditor.conditionKind', { label })}
          isQuiet
          value={form ?? ''}
          groups={[
            { label: t('ruleEditor.simple'), options: optionsOf(t, CONDITION_FORMS.slice(0, 7)) },
            { label: t('ruleEditor.compound'), options: optionsOf(t, CONDITION_FORMS.slice(7)) },
          ]}
          onChange={(next) => set(path, beginCondition(next as ConditionForm, value, series))}
          className="flex-1 sm:max-w-72"
        />
        {onRemove && (
          <IconButton label={t('ruleEditor.removeOf', { label })} onClick={onRemove} className="ml-auto">
            <Trash2 aria-hidden size={15} />
          </IconButton>
        )}
      </div>
      {form === null ? (
        <p className="text-soft">{t('ruleEditor.unreadable')}</p>
      ) : (
        <Inside path={path} form={form} part={part} label={label} />
      )}
      {fault && <p className="text-xs text-bad">{fault}</p>}
    </div>
  );
}

const optionsOf = (t: TFunction, forms: readonly ConditionForm[]) =>
  forms.map((form) => ({ value: form, label: t(`ruleEditor.conditions.${form}`) }));

function Inside({
  path,
  form,
  part,
  label,
}: {
  path: string;
  form: ConditionForm;
  part: Props['part'];
  label: string;
}) {
  if (form === 'all' || form === 'any') return <Members path={`${path}.${form}`} part={part} label={label} />;
  if (form === 'not' || form === 'becomes')
    return (
      <div className="border-l-2 border-line pl-2.5">
        <ConditionBox path={`${path}.${form}`} part={part} label={`${label}.1`} />
      </div>
    );
  return <LeafBox path={path} form={form} part={part} label={label} />;
}

/** The conditions of a group, one below the other. */
function Members({ path, part, label }: { path: string; part: Props['part']; label: string }) {
  const { t } = useTranslation();
  const { at, set, faultAt, series } = useRuleEditing();
  const members = listOf(at(path));
  const add = (): void => set(`${path}[${members.length}]`, beginCondition('compare', undefined, series));
  const fault = faultAt(path);
  return (
    <div className="flex flex-col gap-2 border-l-2 border-line pl-2.5">
      {members.map((_member, k) => (
        <ConditionBox
          key={k}
          path={`${path}[${k}]`}
          part={part}
          label={`${label}.${k + 1}`}
          {...(members.length > 1 ? { onRemove: () => set(`${path}[${k}]`, undefined) } : {})}
        />
      ))}
      <Button variant="ghost" className="self-start" onClick={add}>
        <Plus aria-hidden size={15} />
        {t('ruleEditor.addCondition')}
      </Button>
      {fault && <p className="text-xs text-bad">{fault}</p>}
    </div>
  );
}
