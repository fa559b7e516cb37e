import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { RotateCcw } from 'lucide-react';
import type { RuleVersion } from '@orbiquant/contracts';
import { formatInstant } from '../../../../shared/format/times.ts';
import { Card } from '../../../../shared/ui/card.tsx';
import { QUIET_LINK } from '../../parts/link-button.ts';
import { useLanguage } from '../../parts/use-language.ts';
import { LeakBadge } from '../leak-badge.tsx';

const DIGEST_SHOWN = 8;

/** Every version, none of which ever changes; an older one can be begun with again. */
export function VersionsCard({ versions, shown }: { versions: readonly RuleVersion[]; shown: number }) {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <Card flush title={t('rules.versions')}>
      <p className="px-4 text-soft">{t('rules.versionsLead')}</p>
      <ul className="mt-1 divide-y divide-line">
        {versions.map(({ ruleSetId, version, createdAtMs, digest, leakCheck }, at) => (
          <li
            key={version}
            data-testid={`version-${version}`}
            className={`flex flex-wrap items-center justify-between gap-x-4 gap-y-2 px-4 py-2.5 ${version === shown ? 'bg-raised' : ''}`}
          >
            <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
              <Link
                to="/lab/rules/$ruleSetId"
                params={{ ruleSetId }}
                search={{ version }}
                aria-current={version === shown ? 'true' : undefined}
                className="font-semibold text-accent underline-offset-4 hover:underline"
              >
                {t('rules.version', { version })}
              </Link>
              <span className="text-soft">{formatInstant(createdAtMs, language)}</span>
              <LeakBadge verdict={leakCheck} />
              <code className="text-xs text-faint" title={digest}>
                {digest.slice(0, DIGEST_SHOWN)}
              </code>
            </span>
            {at > 0 && (
              <Link to="/lab/rules/$ruleSetId/edit" params={{ ruleSetId }} search={{ version }} className={QUIET_LINK}>
                <RotateCcw aria-hidden size={14} />
                {t('rules.restore')}
              </Link>
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}
