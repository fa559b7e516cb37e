import { useTranslation } from 'react-i18next';
import { Field } from '../../../shared/ui/field.tsx';
import type { Editing } from './editing.ts';
import { Part } from './part.tsx';

/** How many paths to draw, and the seed of chance. */
export function LuckPart({ form, change, faultAt }: Editing) {
  const { t } = useTranslation();
  return (
    <Part title={t('lab.kind.monte-carlo')}>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field
          label={t('labForm.paths')}
          hint={t('labForm.pathsHint')}
          inputMode="numeric"
          className="num"
          value={form.paths}
          onChange={({ target }) => change({ paths: target.value })}
          fault={faultAt('paths')}
        />
        <Field
          label={t('labForm.seed')}
          hint={t('labForm.seedHint')}
          maxLength={60}
          value={form.seed}
          onChange={({ target }) => change({ seed: target.value })}
          fault={faultAt('seed')}
        />
      </div>
    </Part>
  );
}
