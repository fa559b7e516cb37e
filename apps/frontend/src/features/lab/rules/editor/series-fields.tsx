import { useTranslation } from 'react-i18next';
import { INTERVALS } from '@orbiquant/contracts';
import { COMBINATIONS, PRICE_COLUMNS } from '@orbiquant/strategy';
import type { SeriesForm } from '../draft/forms.ts';
import { textOf } from '../draft/json.ts';
import { Choice } from './choice.tsx';
import { IndicatorFields } from './indicator-fields.tsx';
import { NumberBox } from './number-box.tsx';
import { OperandBox } from './operand-box.tsx';
import { useRuleEditing } from './rule-editing.ts';

/** What a line of each kind is made of. */
export function SeriesFields({ path, form }: { path: string; form: SeriesForm }) {
  const { t } = useTranslation();
  if (form === 'value') return <NumberBox path={`${path}.value`} label={t('ruleEditor.number')} className="max-w-52" />;
  if (form === 'indicator') return <IndicatorFields path={path} />;
  return (
    <div className="flex flex-wrap items-end gap-3">
      {form === 'price' ? <PriceField path={path} /> : <CombineFields path={path} />}
      <IntervalField path={path} />
    </div>
  );
}

function PriceField({ path }: { path: string }) {
  const { t } = useTranslation();
  const { at, set } = useRuleEditing();
  return (
    <Choice
      label={t('ruleEditor.candle')}
      value={textOf(at(path), 'price')}
      groups={[{ options: PRICE_COLUMNS.map((name) => ({ value: name, label: t(`ruleEditor.prices.${name}`) })) }]}
      onChange={(name) => set(`${path}.price`, name)}
      className="w-52"
    />
  );
}

function CombineFields({ path }: { path: string }) {
  const { t } = useTranslation();
  const { at, set } = useRuleEditing();
  return (
    <>
      <OperandBox path={`${path}.left`} label={t('ruleEditor.first')} />
      <Choice
        label={t('ruleEditor.combine')}
        isQuiet
        value={textOf(at(path), 'combine')}
        groups={[{ options: COMBINATIONS.map((way) => ({ value: way, label: t(`ruleEditor.combines.${way}`) })) }]}
        onChange={(way) => set(`${path}.combine`, way)}
        className="w-40 max-sm:w-full"
      />
      <OperandBox path={`${path}.right`} label={t('ruleEditor.second')} />
    </>
  );
}

/** Of which candles a line is made. */
export function IntervalField({ path }: { path: string }) {
  const { t } = useTranslation();
  const { at, set, faultAt } = useRuleEditing();
  return (
    <Choice
      label={t('ruleEditor.interval')}
      value={textOf(at(path), 'interval')}
      groups={[
        { options: [{ value: '', label: t('ruleEditor.sameInterval') }] },
        { label: t('ruleEditor.coarser'), options: INTERVALS.map((name) => ({ value: name, label: name })) },
      ]}
      onChange={(name) => set(`${path}.interval`, name === '' ? undefined : name)}
      fault={faultAt(`${path}.interval`)}
      className="w-52 max-sm:w-full"
    />
  );
}
