import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RuleChange, RuleVersion } from '@orbiquant/contracts';
import { Badge, type Tone } from '../../../../shared/ui/badge.tsx';
import { Card } from '../../../../shared/ui/card.tsx';
import { Loaded } from '../../../../shared/ui/loaded.tsx';
import { SelectField } from '../../parts/select-field.tsx';
import { useRuleDiff } from '../use-rules.ts';

const TONES = { added: 'good', removed: 'bad', changed: 'accent' } as const satisfies Record<RuleChange['kind'], Tone>;

/** What changed between two versions, place by place. */
export function DiffCard({ versions }: { versions: readonly RuleVersion[] }) {
  const { t } = useTranslation();
  const [newest, before] = versions.map(({ version }) => version);
  const [from, setFrom] = useState(String(before));
  const [to, setTo] = useState(String(newest));
  const diff = useRuleDiff(versions[0]?.ruleSetId ?? '', Number(from), Number(to));
  const options = versions.map(({ version }) => ({ value: String(version), label: t('rules.version', { version }) }));
  return (
    <Card title={t('rules.diff')}>
      <div className="mb-3 grid max-w-md grid-cols-2 gap-3">
        <SelectField label={t('rules.diffFrom')} value={from} options={options} onChange={setFrom} />
        <SelectField label={t('rules.diffTo')} value={to} options={options} onChange={setTo} />
      </div>
      {from === to ? (
        <p className="text-soft">{t('rules.diffSame')}</p>
      ) : (
        <Loaded of={diff} heights={['4rem']}>
          {(changes) => <Changes changes={changes} />}
        </Loaded>
      )}
    </Card>
  );
}

function Changes({ changes }: { changes: readonly RuleChange[] }) {
  const { t } = useTranslation();
  if (changes.length === 0) return <p className="text-soft">{t('rules.diffNone')}</p>;
  return (
    <ul className="divide-y divide-line" data-testid="rule-diff">
      {changes.map(({ path, kind, before, after }) => (
        <li key={path} className="grid gap-x-4 gap-y-1 py-2 md:grid-cols-[14rem_1fr]">
          <span className="flex flex-wrap items-center gap-2">
            <Badge tone={TONES[kind]}>{t(`rules.change.${kind}`)}</Badge>
            <code className="text-xs wrap-anywhere">{path}</code>
          </span>
          <span className="flex flex-col gap-1 font-mono text-xs wrap-anywhere">
            {kind !== 'added' && (
              <del className="text-down no-underline">
                <span className="sr-only">{t('rules.before')}: </span>− {JSON.stringify(before)}
              </del>
            )}
            {kind !== 'removed' && (
              <ins className="text-up no-underline">
                <span className="sr-only">{t('rules.after')}: </span>+ {JSON.stringify(after)}
              </ins>
            )}
          </span>
        </li>
      ))}
    </ul>
  );
}
