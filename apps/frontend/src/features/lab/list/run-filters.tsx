import { useTranslation } from 'react-i18next';
import { LAB_KINDS, type LabKind, type StrategyInfo } from '@orbiquant/contracts';
import { words } from '@orbiquant/lab-words';
import { Button } from '../../../shared/ui/button.tsx';
import { SelectField } from '../parts/select-field.tsx';
import { RULES } from '../form/with-rules.ts';
import { useLanguage } from '../parts/use-language.ts';
import { isFiltered, type RunFilter } from './use-runs.ts';

type Props = { filter: RunFilter; strategies: readonly StrategyInfo[]; onChange: (filter: RunFilter) => void };

/** Which of my runs to show. */
export function RunFilters({ filter, strategies, onChange }: Props) {
  const { t } = useTranslation();
  const language = useLanguage();
  const all = { value: '', label: t('common.all') } as const;
  return (
    <div role="group" aria-label={t('lab.filter.label')} className="flex flex-wrap items-end gap-3 px-4 py-3">
      <SelectField<LabKind | ''>
        className="w-full sm:w-52"
        label={t('lab.filter.kind')}
        value={filter.kind ?? ''}
        options={[all, ...LAB_KINDS.map((value) => ({ value, label: t(`lab.kind.${value}`) }))]}
        onChange={(kind) => onChange({ ...filter, kind: kind || undefined })}
      />
      <SelectField
        className="w-full sm:w-52"
        label={t('lab.filter.strategy')}
        value={filter.strategy ?? ''}
        options={[
          all,
          ...[...strategies.map(({ name }) => name), RULES].map((name) => ({
            value: name,
            label: words('strategy', name, { language }),
          })),
        ]}
        onChange={(strategy) => onChange({ ...filter, strategy: strategy || undefined })}
      />
      <label className="flex h-10 items-center gap-2 text-soft">
        <input
          type="checkbox"
          checked={filter.passing ?? false}
          onChange={(event) => onChange({ ...filter, passing: event.target.checked || undefined })}
          className="size-4 accent-accent pointer-coarse:size-6"
        />
        {t('lab.filter.passing')}
      </label>
      {isFiltered(filter) && (
        <Button variant="ghost" className="h-10" onClick={() => onChange({})}>
          {t('lab.filter.clear')}
        </Button>
      )}
    </div>
  );
}
