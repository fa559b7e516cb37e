import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { LabRun } from '@orbiquant/contracts';
import { figureText, words } from '@orbiquant/lab-words';
import { formatDay, formatInstant } from '../../../shared/format/times.ts';
import { Badge } from '../../../shared/ui/badge.tsx';
import { quoteOf } from '../parts/quote-of.ts';
import { strategyTitle } from '../parts/rules-of.ts';
import { RunProgress } from '../parts/run-progress.tsx';
import { StateBadge } from '../parts/state-badge.tsx';
import { useLanguage } from '../parts/use-language.ts';
import { VerdictBadge } from '../parts/verdict-badge.tsx';
import { HEADLINE } from './headline.ts';
import { hasEnded } from './merge-run.ts';

/** A run in a line: what was asked, how far it is, and what came of it. */
export function RunRow({ run }: { run: LabRun }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { order, state, runId } = run;
  return (
    <li
      data-testid="lab-run"
      className="relative grid gap-x-6 gap-y-2 px-4 py-3 hover:bg-raised md:grid-cols-[minmax(0,1.3fr)_minmax(0,1fr)]"
    >
      <div className="flex min-w-0 flex-col gap-1">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <Link to="/lab/$runId" params={{ runId }} className="font-semibold after:absolute after:inset-0">
            {strategyTitle(order, language)}
          </Link>
          <Badge>{t(`lab.kind.${order.kind}`)}</Badge>
          <StateBadge state={state} />
          {state === 'done' && <VerdictBadge verdict={run.verdict} />}
        </p>
        <p className="text-xs text-soft">
          {order.symbols.join(', ')} · {order.interval} ·{' '}
          {t('lab.period', { from: formatDay(order.fromMs, language), to: formatDay(order.toMs, language) })}
        </p>
        <p className="text-xs text-faint">{t('lab.ordered', { at: formatInstant(run.createdAtMs, language) })}</p>
      </div>
      <Outcome run={run} />
    </li>
  );
}

function Outcome({ run }: { run: LabRun }) {
  const language = useLanguage();
  if (!hasEnded(run)) return <RunProgress progress={run.progress} />;
  if (run.state !== 'done') return <p className="self-center text-soft">{run.problem?.message ?? ''}</p>;
  const quote = quoteOf(run.order.symbols);
  return (
    <dl className="grid grid-cols-2 items-center gap-x-4 gap-y-1 sm:grid-cols-4">
      {HEADLINE.map((code) => (
        <div key={code} className="min-w-0">
          <dt className="eyebrow truncate">{words('figure', code, { language })}</dt>
          <dd className="num font-semibold">{figureText(code, run.figures[code], { language, quote })}</dd>
        </div>
      ))}
    </dl>
  );
}
