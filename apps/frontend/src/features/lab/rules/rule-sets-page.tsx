import { Link } from '@tanstack/react-router';
import { FlaskConical, Plus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { RuleVersion } from '@orbiquant/contracts';
import { formatInstant } from '../../../shared/format/times.ts';
import { Badge } from '../../../shared/ui/badge.tsx';
import { Card } from '../../../shared/ui/card.tsx';
import { Empty } from '../../../shared/ui/empty.tsx';
import { Loaded } from '../../../shared/ui/loaded.tsx';
import { Page } from '../../../shared/ui/page.tsx';
import { PRIMARY_LINK, QUIET_LINK } from '../parts/link-button.ts';
import { useLanguage } from '../parts/use-language.ts';
import { LeakBadge } from './leak-badge.tsx';
import { useRuleSets } from './use-rules.ts';

/** Every rule set of mine, and the way to a new one. */
export function RuleSetsPage() {
  const { t } = useTranslation();
  const sets = useRuleSets();
  return (
    <Page
      title={t('rules.title')}
      lead={t('rules.lead')}
      actions={
        <Link to="/lab/rules/new" className={PRIMARY_LINK} data-testid="new-rules">
          <Plus aria-hidden size={16} />
          {t('rules.new')}
        </Link>
      }
    >
      <Card flush title={t('rules.mine')}>
        <Loaded of={sets} heights={['4.5rem', '4.5rem', '4.5rem']} className="p-4">
          {(found) => (found.length === 0 ? <NoRules /> : <Sets sets={found} />)}
        </Loaded>
      </Card>
    </Page>
  );
}

function NoRules() {
  const { t } = useTranslation();
  return (
    <Empty
      title={t('rules.emptyTitle')}
      text={t('rules.emptyText')}
      action={
        <Link to="/lab/rules/new" className={PRIMARY_LINK}>
          {t('rules.new')}
        </Link>
      }
    />
  );
}

function Sets({ sets }: { sets: readonly RuleVersion[] }) {
  const newest = sets.toSorted((a, b) => b.createdAtMs - a.createdAtMs);
  return (
    <ul className="divide-y divide-line">
      {newest.map((set) => (
        <SetRow key={set.ruleSetId} set={set} />
      ))}
    </ul>
  );
}

function SetRow({ set: { ruleSetId, version, name, leakCheck, createdAtMs, rules } }: { set: RuleVersion }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const description = typeof rules['description'] === 'string' ? rules['description'] : null;
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 px-4 py-3" data-testid="rule-set">
      <div className="min-w-0 flex-1 basis-72">
        <p className="flex flex-wrap items-center gap-2">
          <Link
            to="/lab/rules/$ruleSetId"
            params={{ ruleSetId }}
            className="font-semibold text-accent underline-offset-4 hover:underline"
          >
            {name}
          </Link>
          <Badge>{t('rules.versionCount', { count: version })}</Badge>
          <LeakBadge verdict={leakCheck} />
        </p>
        {description && <p className="wrap-anywhere text-soft">{description}</p>}
        <p className="text-xs text-faint">{t('rules.savedAt', { at: formatInstant(createdAtMs, language) })}</p>
      </div>
      <Link to="/lab/new" search={{ rules: ruleSetId, version }} className={QUIET_LINK}>
        <FlaskConical aria-hidden size={15} />
        {t('rules.use')}
      </Link>
    </li>
  );
}
