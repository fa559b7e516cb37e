import { useTranslation } from 'react-i18next';
import { beginDistance, DISTANCE_FORMS, formIn, type DistanceForm } from '../draft/forms.ts';
import { textOf } from '../draft/json.ts';
import { Choice } from './choice.tsx';
import { NumberBox } from './number-box.tsx';
import { OperandBox } from './operand-box.tsx';
import { useRuleEditing } from './rule-editing.ts';

type Props = { path: string; name: 'stop' | 'target' | 'trail' };

const MAY: Readonly<Record<Props['name'], readonly DistanceForm[]>> = {
  stop: ['percent', 'ranges', 'level'],
  target: ['percent', 'ranges', 'level', 'risks'],
  trail: ['percent', 'ranges'],
};

/** Where a position is given up, where its profit is taken, or how a stop follows; or nothing of it. */
export function DistanceBox({ path, name }: Props) {
  const { t } = useTranslation();
  const { at, set, faultAt, series } = useRuleEditing();
  const value = at(path);
  const form = formIn(value, DISTANCE_FORMS);
  const isUnreadable = value !== undefined && form === null;
  return (
    <div className="flex flex-wrap items-end gap-2">
      <Choice
        label={t(`ruleEditor.distances.${name}`)}
        value={isUnreadable ? '?' : (form ?? '')}
        groups={[
          { options: [{ value: '', label: t('ruleEditor.none') }] },
          { options: MAY[name].map((one) => ({ value: one, label: t(`ruleEditor.distanceKinds.${one}`) })) },
        ]}
        onChange={(next) => set(path, next === '' ? undefined : beginDistance(next as DistanceForm, series))}
        fault={faultAt(path)}
        className="w-64 max-sm:w-full"
      />
      {form && <Measure path={path} form={form} label={t(`ruleEditor.distances.${name}`)} />}
    </div>
  );
}

function Measure({ path, form, label }: { path: string; form: DistanceForm; label: string }) {
  const { t } = useTranslation();
  const { at, set, faultAt, series } = useRuleEditing();
  if (form === 'level') return <OperandBox path={`${path}.level`} label={t('ruleEditor.levelOf', { label })} />;
  return (
    <>
      <NumberBox
        path={`${path}.${form}`}
        label={t(`ruleEditor.distanceUnits.${form}`, { label })}
        isQuiet
        className="w-36"
      />
      <span className="self-center text-soft sm:self-auto sm:pb-2.5">{t(`ruleEditor.distanceAfter.${form}`)}</span>
      {form === 'ranges' && (
        <Choice
          label={t('ruleEditor.rangeOf', { label })}
          isQuiet
          value={textOf(at(path), 'of')}
          groups={[{ options: series.map((one) => ({ value: one, label: one })) }]}
          onChange={(one) => set(`${path}.of`, one)}
          fault={faultAt(`${path}.of`)}
          className="w-40"
        />
      )}
    </>
  );
}
