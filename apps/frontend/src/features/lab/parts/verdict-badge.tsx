import { CircleCheck, CircleX } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { LabVerdict } from '@orbiquant/contracts';
import { Badge } from '../../../shared/ui/badge.tsx';

/** The last word on a run, in one. */
export function VerdictBadge({ verdict }: { verdict: LabVerdict | null }) {
  const { t } = useTranslation();
  if (!verdict) return <Badge>{t('lab.verdict.none')}</Badge>;
  const Icon = verdict.passes ? CircleCheck : CircleX;
  return (
    <Badge tone={verdict.passes ? 'good' : 'warn'}>
      <Icon aria-hidden size={13} />
      <span className="sr-only">{t('lab.verdict.label')}: </span>
      {t(verdict.passes ? 'lab.verdict.passes' : 'lab.verdict.fails')}
    </Badge>
  );
}
