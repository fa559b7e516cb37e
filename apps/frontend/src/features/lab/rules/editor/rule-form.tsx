import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { listOf, textOf, type Json } from '../draft/json.ts';
import { valueAt } from '../draft/json-path.ts';
import type { RuleDraft } from '../draft/use-rule-draft.ts';
import { ruleFaultText } from '../rule-fault-text.ts';
import { HeadPart, SizingPart } from './head-part.tsx';
import { ParametersPart } from './parameters-part.tsx';
import { RuleEditingContext, type RuleEditing } from './rule-editing.ts';
import { SeriesPart } from './series-part.tsx';
import { SidePart } from './side-part.tsx';

/** Rules as a form, from their lines to their size. It shows what can be read, whatever the JSON beside it says. */
export function RuleForm({ draft }: { draft: RuleDraft }) {
  const { t } = useTranslation();
  const { rules, set, rename, faults } = draft;
  const told = useMemo(() => new Map(faults.map((fault) => [fault.path, ruleFaultText(t, fault)])), [faults, t]);
  const editing: RuleEditing = {
    rules,
    at: (path) => valueAt(rules, path),
    set,
    rename,
    faultAt: (...paths) => paths.map((path) => told.get(path)).find((text) => text !== undefined) ?? null,
    series: namesIn(rules['series']),
    parameters: namesIn(rules['parameters']),
  };
  return (
    <RuleEditingContext value={editing}>
      <div className="flex min-w-0 flex-col gap-4" data-testid="rule-form">
        <HeadPart />
        <SeriesPart />
        <SidePart side="long" />
        <SidePart side="short" />
        <SizingPart />
        <ParametersPart />
      </div>
    </RuleEditingContext>
  );
}

const namesIn = (list: Json | undefined): string[] =>
  listOf(list)
    .map((one) => textOf(one, 'name'))
    .filter((name) => name !== '');
