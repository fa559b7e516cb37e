import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { CircleHelp } from 'lucide-react';
import type { LabFan } from '@orbiquant/contracts';
import { figureText, words } from '@orbiquant/lab-words';
import { PlotFigure } from '../../../shared/charts/plot-figure.tsx';
import { formatRatio } from '../../../shared/format/numbers.ts';
import { Card } from '../../../shared/ui/card.tsx';
import { useLanguage } from '../parts/use-language.ts';
import { endAt, fanOption } from './fan-option.ts';

const HEIGHT_PX = 300;
const SHOWN = ['ruin', 'loss', 'finalP50', 'observedFinal', 'fallP95', 'observedFall', 'paths', 'blockLength'] as const;

/** What luck could have made of it, method by method, each with what its picture does not say. */
export function FansCard({ fans, quote }: { fans: readonly LabFan[]; quote: string }) {
  const { t } = useTranslation();
  return (
    <Card title={t('labResult.fans')}>
      <div className="flex flex-col gap-8">
        {fans.map((fan) => (
          <Fan key={fan.method} fan={fan} quote={quote} />
        ))}
      </div>
    </Card>
  );
}

function Fan({ fan, quote }: { fan: LabFan; quote: string }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const method = words('method', fan.method, { language });
  const money = (value: number | null): string => figureText('equityFinal', value, { language, quote });
  const ends = { low: money(endAt(fan, 0.05)), high: money(endAt(fan, 0.95)), middle: money(endAt(fan, 0.5)) };
  const option = useMemo(
    () =>
      fanOption(fan, {
        write: (value) => figureText('trades', value, { language }),
        share: (quantile) =>
          t('labResult.quantile', { share: formatRatio(quantile, language, { signed: false, places: 0 }) }),
        axis: t(fan.method === 'trade-shuffle' ? 'labResult.fanAxis.trades' : 'labResult.fanAxis.time'),
        part: (share) => formatRatio(share, language, { signed: false, places: 0 }),
        unit: quote,
      }),
    [fan, language, quote, t],
  );
  return (
    <section aria-label={method} data-testid={`fan-${fan.method}`}>
      <h3 className="font-semibold">{method}</h3>
      <PlotFigure
        label={t('labResult.fanLabel', { method, ...ends })}
        option={option}
        height={HEIGHT_PX}
        summary={t('labResult.fanSummary', ends)}
      />
      <dl className="mt-3 grid grid-cols-2 gap-x-6 gap-y-2 sm:grid-cols-4">
        {SHOWN.filter((code) => (fan.figures[code] ?? null) !== null).map((code) => (
          <div key={code} className="min-w-0" title={words('meaning', code, { language })}>
            <dt className="eyebrow">{words('figure', code, { language })}</dt>
            <dd className="num font-semibold">{figureText(code, fan.figures[code], { language, quote })}</dd>
          </div>
        ))}
      </dl>
      <p className="mt-3 flex items-start gap-2 rounded-lg bg-raised px-3 py-2 text-soft">
        <CircleHelp aria-hidden size={16} className="mt-0.5 shrink-0" />
        <span>
          <strong className="font-semibold">{t('labResult.fanNotShown')}:</strong>{' '}
          {words('caveat', fan.caveat, { language })}
        </span>
      </p>
    </section>
  );
}
