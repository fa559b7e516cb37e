import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { RuleVersion } from '@orbiquant/contracts';
import { Card } from '../../../../shared/ui/card.tsx';
import { checkedRules } from '../draft/faults-of.ts';
import type { JsonRecord } from '../draft/json.ts';
import { RuleWords } from '../rule-words.tsx';

const INDENT = 2;

/** What rules say, in words and as JSON. */
export function RulesShown({ rules }: { rules: RuleVersion['rules'] }) {
  const { t } = useTranslation();
  const checked = useMemo(() => checkedRules(rules as JsonRecord), [rules]);
  const description = rules['description'];
  return (
    <Card title={t('rules.inWords')}>
      {typeof description === 'string' && <p className="mb-2 wrap-anywhere text-soft">{description}</p>}
      {checked.ok ? <RuleWords rules={checked.rules} /> : <p className="text-soft">{t('rules.noWords')}</p>}
      <details className="mt-3">
        <summary className="min-h-6 text-accent">{t('rules.json')}</summary>
        <pre
          tabIndex={0}
          role="region"
          aria-label={t('rules.json')}
          className="mt-2 max-h-96 overflow-auto rounded-md bg-raised p-3 font-mono text-xs"
        >
          {JSON.stringify(rules, null, INDENT)}
        </pre>
      </details>
    </Card>
  );
}
