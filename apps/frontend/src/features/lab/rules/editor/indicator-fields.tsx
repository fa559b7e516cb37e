import { useTranslation } from 'react-i18next';
import { words } from '@orbiquant/lab-words';
import { indicators, type Indicator, type ParameterSpec } from '@orbiquant/quant';
import { writeNumber } from '../../parts/read-number.ts';
import { useLanguage } from '../../parts/use-language.ts';
import { textOf, type JsonRecord } from '../draft/json.ts';
import { Choice, type OptionGroup } from './choice.tsx';
import { NumberBox } from './number-box.tsx';
import { useRuleEditing } from './rule-editing.ts';
import { IntervalField } from './series-fields.tsx';

/** An indicator by name, which of its lines, what it is set by, and of which candles it is made. */
export function IndicatorFields({ path }: { path: string }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { at, set, faultAt } = useRuleEditing();
  const value = at(path);
  const indicator = indicators.get(textOf(value, 'indicator'));
  const choose = (name: string): void => set(path, { name: textOf(value, 'name'), ...beginIndicator(name) });
  return (
    <>
      <Choice
        label={t('ruleEditor.lineKinds.indicator')}
        value={textOf(value, 'indicator')}
        groups={groupsIn(language)}
        onChange={choose}
        // what an indicator means is told by its own library, in one language
        hint={language === 'en' ? indicator?.meaning : undefined}
        fault={faultAt(`${path}.indicator`)}
      />
      <div className="grid grid-cols-[repeat(auto-fill,minmax(11rem,1fr))] items-start gap-3">
        {indicator && <OutputField path={path} indicator={indicator} />}
        {Object.entries(indicator?.parameters ?? {}).map(([name, spec]) => (
          <Setting key={name} path={`${path}.parameters.${name}`} name={name} spec={spec} />
        ))}
        {indicator?.inputs.includes('source') && <SourceField path={path} />}
        <IntervalField path={path} />
      </div>
    </>
  );
}

/** An indicator with everything that it must be told, at its usual values. */
function beginIndicator(name: string): JsonRecord {
  const indicator = indicators.get(name);
  const [output, ...others] = indicator?.outputs ?? [];
  const settings = Object.entries(indicator?.parameters ?? {}).map(([key, spec]) => [key, spec.default] as const);
  return {
    indicator: name,
    ...(settings.length > 0 ? { parameters: Object.fromEntries(settings) } : {}),
    ...(output !== undefined && others.length > 0 ? { output } : {}),
  };
}

function groupsIn(language: 'es' | 'en'): OptionGroup[] {
  const all = [...indicators.values()];
  const families = [...new Set(all.map(({ family }) => family))];
  return families.map((family) => ({
    label: words('indicatorFamily', family, { language }),
    options: all
      .filter((one) => one.family === family)
      .map(({ name }) => ({ value: name, label: words('indicator', name, { language }) })),
  }));
}

function OutputField({ path, indicator: { outputs } }: { path: string; indicator: Indicator }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { at, set, faultAt } = useRuleEditing();
  if (outputs.length < 2) return null;
  return (
    <Choice
      label={t('ruleEditor.output')}
      value={textOf(at(path), 'output')}
      groups={[
        { options: outputs.map((name) => ({ value: name, label: words('indicatorOutput', name, { language }) })) },
      ]}
      onChange={(name) => set(`${path}.output`, name)}
      fault={faultAt(`${path}.output`)}
    />
  );
}

function Setting({ path, name, spec: { min, max } }: { path: string; name: string; spec: ParameterSpec }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const bounds = { min: writeNumber(min, language), max: writeNumber(max, language) };
  return (
    <NumberBox
      path={path}
      label={words('indicatorParameter', name, { language })}
      hint={t('ruleEditor.bounds', bounds)}
      isOptional
    />
  );
}

function SourceField({ path }: { path: string }) {
  const { t } = useTranslation();
  const { at, set, faultAt, series } = useRuleEditing();
  const own = textOf(at(path), 'name');
  const others = series.filter((name) => name !== own);
  return (
    <Choice
      label={t('ruleEditor.source')}
      value={textOf(at(path), 'source')}
      groups={[
        { options: [{ value: '', label: t('ruleEditor.prices.close') }] },
        { label: t('ruleEditor.lines'), options: others.map((name) => ({ value: name, label: name })) },
      ]}
      onChange={(name) => set(`${path}.source`, name === '' ? undefined : name)}
      fault={faultAt(`${path}.source`)}
    />
  );
}
