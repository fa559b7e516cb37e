import { useTranslation } from 'react-i18next';
import { COMPARISONS, WEEKDAYS } from '@orbiquant/strategy';
import { Field } from '../../../../shared/ui/field.tsx';
import type { ConditionForm } from '../draft/forms.ts';
import { listOf, textOf } from '../draft/json.ts';
import { Choice } from './choice.tsx';
import { NumberBox } from './number-box.tsx';
import { OperandBox } from './operand-box.tsx';
import { useRuleEditing } from './rule-editing.ts';

export type LeafForm = Exclude<ConditionForm, 'all' | 'any' | 'not' | 'becomes'>;
type Props = { path: string; form: LeafForm; part: 'entry' | 'exit'; label: string };
type Inner = Omit<Props, 'form'>;

/** A condition without conditions in it, as a row that reads like a sentence. */
export function LeafBox({ form, ...inner }: Props) {
  const Row = ROWS[form];
  return (
    <div className="flex flex-wrap items-start gap-2">
      <Row {...inner} form={form} />
    </div>
  );
}

const ROWS: Readonly<Record<LeafForm, (props: Props) => React.ReactNode>> = {
  compare: Comparing,
  crosses: Comparing,
  trend: Trending,
  between: Between,
  within: Within,
  time: Clock,
  weekday: Days,
};

const mayOf = (part: Inner['part']) => ({ number: true, position: part === 'exit' });

function Comparing({ path, form, part, label }: Props) {
  const { t } = useTranslation();
  const { at, set } = useRuleEditing();
  const isCross = form === 'crosses';
  const ways = (isCross ? ['above', 'below'] : COMPARISONS) as readonly (typeof COMPARISONS)[number][];
  const words = isCross ? 'crosses' : 'compares';
  return (
    <>
      <OperandBox path={`${path}.left`} label={t('ruleEditor.leftOf', { label })} may={mayOf(part)} />
      <Choice
        label={t('ruleEditor.howOf', { label })}
        isQuiet
        value={textOf(at(path), form)}
        groups={[{ options: ways.map((way) => ({ value: way, label: t(`ruleEditor.${words}.${way as 'above'}`) })) }]}
        onChange={(way) => set(`${path}.${form}`, way)}
        className="w-48 shrink-0 max-sm:w-full"
      />
      <OperandBox path={`${path}.right`} label={t('ruleEditor.rightOf', { label })} may={mayOf(part)} />
    </>
  );
}

function Trending({ path, label }: Props) {
  const { t } = useTranslation();
  const { at, set } = useRuleEditing();
  return (
    <>
      <OperandBox path={`${path}.of`} label={t('ruleEditor.leftOf', { label })} may={{}} />
      <Choice
        label={t('ruleEditor.howOf', { label })}
        isQuiet
        value={textOf(at(path), 'trend')}
        groups={[
          {
            options: [
              { value: 'rising', label: t('ruleEditor.rising') },
              { value: 'falling', label: t('ruleEditor.falling') },
            ],
          },
        ]}
        onChange={(way) => set(`${path}.trend`, way)}
        className="w-48 shrink-0 max-sm:w-full"
      />
      <NumberBox path={`${path}.bars`} label={t('ruleEditor.trendBars')} isQuiet className="w-32" />
      <span className="self-center text-soft">{t('ruleEditor.candles')}</span>
    </>
  );
}

function Between({ path, part, label }: Props) {
  const { t } = useTranslation();
  return (
    <>
      <OperandBox path={`${path}.between`} label={t('ruleEditor.leftOf', { label })} may={mayOf(part)} />
      <span className="self-center text-soft">{t('ruleEditor.between')}</span>
      <OperandBox path={`${path}.low`} label={t('ruleEditor.lowOf', { label })} may={mayOf(part)} />
      <span className="self-center text-soft">{t('ruleEditor.and')}</span>
      <OperandBox path={`${path}.high`} label={t('ruleEditor.highOf', { label })} may={mayOf(part)} />
    </>
  );
}

function Within({ path, part, label }: Props) {
  const { t } = useTranslation();
  return (
    <>
      <OperandBox path={`${path}.within`} label={t('ruleEditor.leftOf', { label })} may={mayOf(part)} />
      <span className="self-center text-soft">{t('ruleEditor.within')}</span>
      <NumberBox path={`${path}.percent`} label={t('ruleEditor.withinPercent')} isQuiet className="w-32" />
      <span className="self-center text-soft">{t('ruleEditor.percentOf')}</span>
      <OperandBox path={`${path}.of`} label={t('ruleEditor.rightOf', { label })} may={mayOf(part)} />
    </>
  );
}

function Clock({ path }: Props) {
  const { t } = useTranslation();
  const { at, set, faultAt } = useRuleEditing();
  return (['from', 'to'] as const).map((end) => (
    <Field
      key={end}
      type="time"
      label={t(`ruleEditor.clock.${end}`)}
      value={textOf(at(`${path}.time`), end)}
      onChange={({ target }) => set(`${path}.time.${end}`, target.value)}
      fault={faultAt(`${path}.time.${end}`, ...(end === 'to' ? [`${path}.time`] : []))}
    />
  ));
}

function Days({ path, label }: Props) {
  const { t } = useTranslation();
  const { at, set } = useRuleEditing();
  const chosen = listOf(at(`${path}.weekday`));
  const turn = (day: string): void =>
    set(
      `${path}.weekday`,
      WEEKDAYS.filter((one) => (one === day) !== chosen.includes(one)),
    );
  return (
    <div role="group" aria-label={t('ruleEditor.daysOf', { label })} className="flex flex-wrap gap-x-4 gap-y-1">
      {WEEKDAYS.map((day) => (
        <label key={day} className="inline-flex min-h-8 items-center gap-1.5">
          <input
            type="checkbox"
            checked={chosen.includes(day)}
            onChange={() => turn(day)}
            className="size-4 accent-accent pointer-coarse:size-6"
          />
          {t(`ruleEditor.days.${day}`)}
        </label>
      ))}
    </div>
  );
}
