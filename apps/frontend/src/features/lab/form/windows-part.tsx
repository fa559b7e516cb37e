import { useTranslation } from 'react-i18next';
import { Field } from '../../../shared/ui/field.tsx';
import { Segments } from '../../../shared/ui/segments.tsx';
import { barsInDays } from '../parts/interval-days.ts';
import { readNumber } from '../parts/read-number.ts';
import { useLanguage } from '../parts/use-language.ts';
import { countWindows } from './count-windows.ts';
import type { Editing } from './editing.ts';
import { Part } from './part.tsx';

const MODES = ['rolling', 'anchored'] as const;
const FIELDS = [
  { name: 'trainDays', path: 'windows.trainBars' },
  { name: 'testDays', path: 'windows.testBars' },
  { name: 'embargoDays', path: 'windows.embargoBars' },
] as const;

/** Windows in days, and what that is in candles. */
export function WindowsPart({ form, change, faultAt }: Editing) {
  const { t } = useTranslation();
  const language = useLanguage();
  const count = countWindows(form, language);
  const asBars = (text: string): string => {
    const days = readNumber(text, language);
    return days === null ? '' : t('labForm.daysAsBars', { bars: barsInDays(days, form.interval) });
  };
  return (
    <Part title={t('labForm.windows')} lead={t('labForm.windowsLead')}>
      <div className="flex flex-col items-start gap-1">
        <span aria-hidden className="text-xs font-medium text-soft">
          {t('labForm.mode')}
        </span>
        <Segments
          label={t('labForm.mode')}
          value={form.mode}
          onChange={(mode) => change({ mode })}
          options={MODES.map((value) => ({ value, label: t(`labForm.modes.${value}`) }))}
        />
      </div>
      <div className="grid gap-4 sm:grid-cols-3">
        {FIELDS.map(({ name, path }) => (
          <Field
            key={name}
            label={t(`labForm.${name}`)}
            hint={asBars(form[name])}
            inputMode="decimal"
            className="num"
            value={form[name]}
            onChange={({ target }) => change({ [name]: target.value })}
            fault={faultAt(path)}
          />
        ))}
      </div>
      {count !== null && (
        <p role="status" className={count === 0 ? 'text-warn' : 'text-soft'}>
          {count === 0 ? t('labForm.windowNone') : t('labForm.windowCount', { count })}
        </p>
      )}
    </Part>
  );
}
