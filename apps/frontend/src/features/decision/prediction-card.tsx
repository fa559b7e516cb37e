import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { getPredictions, type Decision, type RangePrediction } from '@orbiquant/contracts';
import { call } from '../../shared/api/call.ts';
import { formatRatio } from '../../shared/format/numbers.ts';
import { Card } from '../../shared/ui/card.tsx';
import { Loaded } from '../../shared/ui/loaded.tsx';

const NEWEST = 20;

/** The forecast that the decision had before it, beside the naive one. */
export function PredictionCard({ decision }: { decision: Decision }) {
  const { t } = useTranslation();
  const { symbol, asOfMs, predictionId } = decision;
  const predictions = useQuery({
    queryKey: ['predictions', symbol, asOfMs],
    queryFn: ({ signal }) => call(getPredictions, { query: { symbol, asOf: asOfMs, limit: NEWEST } }, { signal }),
    enabled: predictionId !== null,
  });
  return (
    <Card title={t('agents.why.model')}>
      {predictionId === null ? (
        <p className="text-soft">{t('agents.why.modelNone')}</p>
      ) : (
        <Loaded of={predictions} heights={['5rem']}>
          {(stored) => <Used predictionId={predictionId} stored={stored} />}
        </Loaded>
      )}
    </Card>
  );
}

function Used({ predictionId, stored }: { predictionId: string; stored: readonly RangePrediction[] }) {
  const { t } = useTranslation();
  const used = stored.find((prediction) => prediction.predictionId === predictionId);
  return used ? (
    <Forecast prediction={used} />
  ) : (
    <p className="text-soft">{t('agents.why.modelGone', { id: predictionId })}</p>
  );
}

function Forecast({ prediction }: { prediction: RangePrediction }) {
  const { t, i18n } = useTranslation();
  const ratio = (logRange: number): string => formatRatio(Math.expm1(logRange), i18n.language, { signed: false });
  const rows = [
    [t('agents.why.modelRange', { bars: prediction.horizonBars }), ratio(prediction.expectedLogRange)],
    [t('agents.why.modelBaseline'), ratio(prediction.baselineLogRange)],
    [t('agents.why.modelBand'), `${ratio(prediction.interval80.low)} – ${ratio(prediction.interval80.high)}`],
  ];
  return (
    <>
      <dl className="grid grid-cols-[1fr_auto] gap-y-1">
        {rows.map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="text-soft">{name}</dt>
            <dd className="num text-right font-medium">{value}</dd>
          </div>
        ))}
      </dl>
      <p className="mt-2 text-xs break-all text-faint">
        {prediction.modelId} {prediction.modelVersion}
      </p>
    </>
  );
}
