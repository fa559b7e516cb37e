import { useTranslation } from 'react-i18next';
import { LAB_OBJECTIVES, type StrategyParameter } from '@orbiquant/contracts';
import { parameterText, words } from '@orbiquant/lab-words';
import { Field } from '../../../shared/ui/field.tsx';
import { Segments } from '../../../shared/ui/segments.tsx';
import { SelectField } from '../parts/select-field.tsx';
import { useLanguage } from '../parts/use-language.ts';
import { COMBINATIONS_MAX } from './combinations.ts';
import type { Editing } from './editing.ts';
import { usualRange } from './first-form.ts';
import { Part, PartFault } from './part.tsx';
import { typedCombinations } from './typed-combinations.ts';

const METHODS = ['grid', 'random', 'genetic'] as const;

/** What to search: ranges, how, and how many combinations that makes. */
export function SearchPart(editing: Editing) {
  const { faultAt, strategy } = editing;
  const { t } = useTranslation();
  return (
    <Part title={t('labForm.search')} lead={t('labForm.searchLead')}>
      <ul className="flex flex-col gap-3">
        {(strategy?.parameters ?? []).map((spec) => (
          <RangeRow key={spec.name} spec={spec} {...editing} />
        ))}
      </ul>
      <PartFault text={faultAt('search.ranges')} />
      <Combinations {...editing} />
      <SearchOptions {...editing} />
    </Part>
  );
}

/** How to search, what for, and what counts. */
function SearchOptions({ form, change, faultAt }: Editing) {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <>
      <div className="flex flex-col items-start gap-1">
        <span aria-hidden className="text-xs font-medium text-soft">
          {t('labForm.method')}
        </span>
        <Segments
          label={t('labForm.method')}
          value={form.method}
          onChange={(method) => change({ method })}
          options={METHODS.map((value) => ({ value, label: t(`labForm.methods.${value}`) }))}
        />
      </div>
      <div className="grid gap-4 sm:grid-cols-3">
        <SelectField
          label={t('labForm.objective')}
          value={form.objective}
          options={LAB_OBJECTIVES.map((value) => ({ value, label: words('objective', value, { language }) }))}
          onChange={(objective) => change({ objective })}
          fault={faultAt('search.objectives')}
        />
        <Field
          label={t('labForm.tradesMin')}
          hint={t('labForm.tradesMinHint')}
          inputMode="numeric"
          className="num"
          value={form.tradesMin}
          onChange={({ target }) => change({ tradesMin: target.value })}
          fault={faultAt('search.tradesMin')}
        />
        {form.method !== 'grid' && (
          <Field
            label={t('labForm.trialsMax')}
            inputMode="numeric"
            className="num"
            value={form.trialsMax}
            onChange={({ target }) => change({ trialsMax: target.value })}
            fault={faultAt('search.trialsMax')}
          />
        )}
      </div>
    </>
  );
}

function Combinations({ form, strategy }: Editing) {
  const { t } = useTranslation();
  const language = useLanguage();
  const count = typedCombinations(form, strategy, language);
  if (count === null) return null;
  const isTooMany = form.method === 'grid' && count > COMBINATIONS_MAX;
  return (
    <p role="status" data-testid="combinations" className={isTooMany ? 'text-bad' : 'text-soft'}>
      {isTooMany ? (
        t('labForm.combinationsMany', { count, max: COMBINATIONS_MAX })
      ) : (
        <>
          <strong className="num text-ink">{t('labForm.combinations', { count })}</strong>.{' '}
          {t('labForm.combinationsTried')}
        </>
      )}
    </p>
  );
}

const SIDES = [
  { key: 'from', text: 'rangeFrom' },
  { key: 'to', text: 'rangeTo' },
  { key: 'step', text: 'rangeStep' },
] as const;

function RangeRow({ spec, form, change, faultAt }: Editing & { spec: StrategyParameter }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const range = form.ranges[spec.name];
  const parameter = parameterText(form.strategy, spec.name, language);
  const set = (next: NonNullable<typeof range>): void => change({ ranges: { ...form.ranges, [spec.name]: next } });
  const fault = faultAt(`search.ranges.${spec.name}`);
  return (
    <li className="rounded-lg border border-line p-3">
      <label className="flex items-center gap-2 font-medium">
        <input
          type="checkbox"
          checked={range?.on ?? false}
          onChange={({ target }) => set({ ...(range ?? usualRange(spec, language)), on: target.checked })}
          className="size-4 accent-accent pointer-coarse:size-6"
        />
        {parameter}
      </label>
      {range?.on && (
        <div className="mt-2 grid grid-cols-3 gap-3 sm:max-w-lg">
          {SIDES.map(({ key, text }) => (
            <Field
              key={key}
              label={t(`labForm.${text}`)}
              aria-label={t('labForm.rangeOf', { side: t(`labForm.${text}`), parameter })}
              inputMode="decimal"
              className="num min-w-0"
              value={range[key]}
              onChange={({ target }) => set({ ...range, [key]: target.value })}
            />
          ))}
        </div>
      )}
      <PartFault text={fault} />
    </li>
  );
}
