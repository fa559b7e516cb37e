import { Check, CircleCheck, CircleX, TriangleAlert, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { LabReason, LabResult, LabVerdict } from '@orbiquant/contracts';
import { words } from '@orbiquant/lab-words';
import { Card } from '../../../shared/ui/card.tsx';
import { useLanguage } from '../parts/use-language.ts';

type Props = { verdict: LabVerdict | null; warnings: LabResult['warnings']; quote: string };

/** The last word on a run, why, and what to mind when reading it. */
export function VerdictCard({ verdict, warnings, quote }: Props) {
  const { t } = useTranslation();
  const look = verdict?.passes ? 'border-good/50' : verdict ? 'border-warn/60' : '';
  return (
    <Card title={t('labResult.verdict')} className={look}>
      <div className="flex flex-col gap-4">
        {verdict ? <Word verdict={verdict} /> : <p className="text-soft">{t('labResult.verdictNone')}</p>}
        {verdict && <Reasons reasons={verdict.reasons} />}
        {warnings.length > 0 && <Warnings warnings={warnings} quote={quote} />}
      </div>
    </Card>
  );
}

function Word({ verdict: { passes, trials } }: { verdict: LabVerdict }) {
  const { t } = useTranslation();
  const Icon = passes ? CircleCheck : CircleX;
  return (
    <div>
      <p
        data-testid="verdict"
        data-passes={passes}
        className={`flex items-center gap-2 text-lg font-semibold tracking-tight ${passes ? 'text-good' : 'text-warn'}`}
      >
        <Icon aria-hidden size={22} className="shrink-0" />
        {t(passes ? 'labResult.verdictPasses' : 'labResult.verdictFails')}
      </p>
      <p className="mt-1 text-soft">
        {t('labResult.trialsBefore', { count: trials })} {t('labResult.verdictMeans')} {t('lab.attach')}
      </p>
    </div>
  );
}

function Reasons({ reasons }: { reasons: readonly LabReason[] }) {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <ul className="flex flex-col gap-2">
      {reasons.map(({ code, passes, params }) => {
        const Icon = passes ? Check : X;
        return (
          <li key={code} className="flex items-start gap-2" data-testid={`reason-${code}`}>
            <Icon aria-hidden size={16} className={`mt-0.5 shrink-0 ${passes ? 'text-good' : 'text-bad'}`} />
            <span>
              <span className="sr-only">{t(passes ? 'labResult.met' : 'labResult.notMet')}: </span>
              {words('reason', code, { language, params })}
            </span>
          </li>
        );
      })}
    </ul>
  );
}

function Warnings({ warnings, quote }: { warnings: LabResult['warnings']; quote: string }) {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <div className="rounded-lg bg-warn-wash px-3 py-2 text-warn">
      <h3 className="flex items-center gap-2 font-semibold">
        <TriangleAlert aria-hidden size={15} className="shrink-0" />
        {t('labResult.warnings')}
      </h3>
      <ul className="mt-1 list-disc pl-6">
        {warnings.map(({ code, params }) => (
          <li key={code}>{words('warning', code, { language, params, quote })}</li>
        ))}
      </ul>
    </div>
  );
}
