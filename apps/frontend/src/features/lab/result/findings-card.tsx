import { Link } from '@tanstack/react-router';
import { ArrowRight } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { LabFinding, LabResult, LabRun } from '@orbiquant/contracts';
import { words } from '@orbiquant/lab-words';
import { Badge, type Tone } from '../../../shared/ui/badge.tsx';
import { Card } from '../../../shared/ui/card.tsx';
import { useInstruments } from '../form/use-coverage.ts';
import { useLanguage } from '../parts/use-language.ts';
import { nextStepOf, type Suggested } from './next-step.ts';

const TONES = { note: 'neutral', warning: 'warn', serious: 'bad' } as const satisfies Record<
  LabFinding['severity'],
  Tone
>;

type Props = { findings: readonly LabFinding[]; run: LabRun; parameters: LabResult['parameters']; quote: string };

/** What the owner of the run should know, and what to try next, at one click where it can be. */
export function FindingsCard({ findings, run: { runId, order }, parameters, quote }: Props) {
  const { t } = useTranslation();
  const language = useLanguage();
  const symbols = (useInstruments().data ?? []).map(({ symbol }) => symbol);
  return (
    <Card title={t('labResult.findings')}>
      <ul className="flex flex-col divide-y divide-line">
        {findings.map(({ code, severity, suggestion, params }) => (
          <li
            key={code}
            className="grid gap-x-4 gap-y-1 py-2.5 first:pt-0 last:pb-0 md:grid-cols-[7rem_1fr]"
            data-testid={`finding-${code}`}
          >
            <span>
              <Badge tone={TONES[severity]}>{t(`labResult.severity.${severity}`)}</Badge>
            </span>
            <div>
              <p>{words('finding', code, { language, params, quote })}</p>
              <Suggestion suggested={{ suggestion, params, order, parameters, symbols }} runId={runId} />
            </div>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Suggestion({ suggested, runId }: { suggested: Suggested; runId: string }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const text = words('suggestion', suggested.suggestion, { language });
  const step = nextStepOf(suggested);
  return (
    <p className="mt-0.5 text-soft">
      <span className="sr-only">{t('labResult.nextStep')}: </span>
      {step ? (
        <Link
          to="/lab/new"
          search={{ from: runId, ...step }}
          className="inline-flex items-center gap-1 text-accent underline-offset-4 hover:underline"
        >
          <ArrowRight aria-hidden size={14} className="shrink-0" />
          {text}
        </Link>
      ) : (
        text
      )}
    </p>
  );
}
