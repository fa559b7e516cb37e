import { useState } from 'react';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { exampleRules } from '@orbiquant/strategy';
import { Page } from '../../../shared/ui/page.tsx';
import { SelectField } from '../parts/select-field.tsx';
import { firstRules } from './draft/first-rules.ts';
import type { JsonRecord } from './draft/json.ts';
import { dropRules } from './draft/kept-draft.ts';
import { RuleEditor } from './editor/rule-editor.tsx';
import { exampleText } from './example-text.ts';

const PLACE = 'new';
const OWN = 'own';

/** New rules, from a plain beginning or from an example. */
export function NewRulesPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [chosen, setChosen] = useState(OWN);
  const choose = (name: string): void => {
    dropRules(PLACE);
    setChosen(name);
  };
  return (
    <Page wide title={t('rules.newTitle')} lead={t('rules.newLead')}>
      <SelectField
        label={t('rules.beginWith')}
        value={chosen}
        options={[
          { value: OWN, label: t('rules.beginPlain') },
          ...exampleRules.map(({ name }) => ({ value: name, label: exampleText(t, name) })),
        ]}
        onChange={choose}
        className="max-w-md"
      />
      <RuleEditor
        key={chosen}
        place={PLACE}
        first={beginningOf(chosen, t('rules.firstName'))}
        onSaved={({ ruleSetId }) => void navigate({ to: '/lab/rules/$ruleSetId', params: { ruleSetId } })}
      />
    </Page>
  );
}

const beginningOf = (chosen: string, name: string): JsonRecord => {
  const example = exampleRules.find((one) => one.name === chosen);
  return example ? (JSON.parse(JSON.stringify(example)) as JsonRecord) : firstRules(name);
};
