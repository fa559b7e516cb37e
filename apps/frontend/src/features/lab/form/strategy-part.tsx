import { useTranslation } from 'react-i18next';
import type { StrategyInfo, StrategyParameter } from '@orbiquant/contracts';
import { parameterText, words } from '@orbiquant/lab-words';
import { Button } from '../../../shared/ui/button.tsx';
import { Field } from '../../../shared/ui/field.tsx';
import { writeNumber } from '../parts/read-number.ts';
import { strategyTitle } from '../parts/rules-of.ts';
import { SelectField } from '../parts/select-field.tsx';
import { useLanguage } from '../parts/use-language.ts';
import type { Editing } from './editing.ts';
import { usualParameters } from './first-form.ts';
import { Part, PartFault } from './part.tsx';
import { searches } from './run-form.ts';

/** The strategy, what it does, and its parameters with their bounds. */
export function StrategyPart({ strategies, ...editing }: Editing & { strategies: readonly StrategyInfo[] }) {
  const { form, change, faultAt, strategy } = editing;
  const { t } = useTranslation();
  const language = useLanguage();
  const names = strategies.map(({ name }) => name);
  const offered = names.includes(form.strategy) || form.strategy === '' ? names : [...names, form.strategy];
  const choose = (name: string): void => {
    const chosen = strategies.find((one) => one.name === name);
    change({ strategy: name, parameters: usualParameters(chosen, language), ranges: {} });
  };
  return (
    <Part
      title={t('labForm.strategy')}
      actions={
        <Button variant="ghost" onClick={() => change({ parameters: usualParameters(strategy, language) })}>
          {t('labForm.usual')}
        </Button>
      }
    >
      <SelectField
        label={t('labForm.strategy')}
        value={form.strategy}
        options={offered.map((name) => ({
          value: name,
          label: strategyTitle({ strategy: name, rules: form.rules }, language),
        }))}
        onChange={choose}
        hint={words('about', form.strategy, { language })}
        fault={faultAt('strategy')}
      />
      <Parameters {...editing} />
    </Part>
  );
}

function Parameters({ form, change, faultAt, strategy }: Editing) {
  const { t } = useTranslation();
  const language = useLanguage();
  const isSearched = (name: string): boolean => searches(form.kind) && (form.ranges[name]?.on ?? false);
  const specs = (strategy?.parameters ?? []).filter(({ name }) => !isSearched(name));
  const unknown = Object.keys(form.parameters)
    .filter((name) => !strategy?.parameters.some((spec) => spec.name === name))
    .map((name) => faultAt(`parameters.${name}`))
    .find((text) => text !== null);
  const hint = ({ min, max, default: usual }: StrategyParameter): string =>
    t('labForm.parameterRange', {
      min: writeNumber(min, language),
      max: writeNumber(max, language),
      usual: writeNumber(usual, language),
    });
  if (strategy && strategy.parameters.length === 0) return <p className="text-soft">{t('labForm.noParameters')}</p>;
  return (
    <>
      <div role="group" aria-label={t('labForm.parameters')} className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
        {specs.map((spec) => (
          <Field
            key={spec.name}
            label={parameterText(form.strategy, spec.name, language)}
            inputMode="decimal"
            autoComplete="off"
            className="num"
            value={form.parameters[spec.name] ?? ''}
            onChange={({ target }) => change({ parameters: { ...form.parameters, [spec.name]: target.value } })}
            hint={hint(spec)}
            fault={faultAt(`parameters.${spec.name}`)}
          />
        ))}
      </div>
      <PartFault text={unknown ?? null} />
    </>
  );
}
