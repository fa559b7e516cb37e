import { CircleCheck, CircleHelp } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { RuleVersion } from '@orbiquant/contracts';
import { words } from '@orbiquant/lab-words';
import { Badge } from '../../../shared/ui/badge.tsx';
import { useLanguage } from '../parts/use-language.ts';

/** What the look for knowledge of the future said of a version, in a word. */
export function LeakBadge({ verdict }: { verdict: RuleVersion['leakCheck'] }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const Icon = verdict === 'clean' ? CircleCheck : CircleHelp;
  return (
    <Badge tone={verdict === 'clean' ? 'good' : 'warn'} title={words('leakVerdict', verdict, { language })}>
      <Icon aria-hidden size={13} />
      {t(`rules.leakBadge.${verdict}`)}
    </Badge>
  );
}
