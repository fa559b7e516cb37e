import { lazy, Suspense, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { LabCurve } from '@orbiquant/contracts';
import { figureText } from '@orbiquant/lab-words';
import { Card } from '../../../shared/ui/card.tsx';
import { useLanguage } from '../parts/use-language.ts';
import { equityPoints } from './equity-points.ts';

const EquityCanvas = lazy(() =>
  import('./equity-canvas.tsx').then(({ EquityCanvas: component }) => ({ default: component })),
);
const HEIGHT_PX = 380;

type Props = { curve: LabCurve; benchmark: ReadonlyArray<number | null> | null; quote: string };

/** Equity beside holding the same, and the fall from the peak below. */
export function EquityCard({ curve, benchmark, quote }: Props) {
  const { t } = useTranslation();
  const language = useLanguage();
  const lines = useMemo(() => equityPoints(curve, benchmark), [curve, benchmark]);
  const money = (value: number | null | undefined): string => figureText('equityFinal', value, { language, quote });
  const known = curve.equity.filter((value) => value !== null);
  const fall = curve.drawdown.reduce<number>((worst, value) => Math.min(worst, value ?? 0), 0);
  const heldTo = benchmark?.findLast((value) => value !== null);
  return (
    <Card title={t('labResult.equity')}>
      <figure>
        <Legend hasBenchmark={lines.benchmark.length > 0} />
        <div style={{ height: HEIGHT_PX }}>
          <Suspense fallback={<div className="skeleton h-full" />}>
            <EquityCanvas lines={lines} label={t('labResult.equityLabel')} quote={quote} />
          </Suspense>
        </div>
        <figcaption className="num mt-1 text-xs text-soft">
          {t('labResult.equitySummary', {
            from: money(known[0]),
            to: money(known.at(-1)),
            fall: figureText('drawdownMax', fall, { language }),
          })}{' '}
          {heldTo !== undefined && t('labResult.benchmarkSummary', { to: money(heldTo) })}
        </figcaption>
      </figure>
    </Card>
  );
}

function Legend({ hasBenchmark }: { hasBenchmark: boolean }) {
  const { t } = useTranslation();
  return (
    <ul className="mb-1 flex flex-wrap gap-x-4 text-xs text-soft">
      <Entry look="bg-accent" text={t('labResult.equityLine')} />
      {hasBenchmark && <Entry look="bg-hma" text={t('labResult.benchmark')} />}
      <Entry look="bg-down" text={t('labResult.drawdown')} />
    </ul>
  );
}

function Entry({ look, text }: { look: string; text: string }) {
  return (
    <li className="flex items-center gap-1.5">
      <span aria-hidden className={`h-0.5 w-4 rounded ${look}`} />
      {text}
    </li>
  );
}
