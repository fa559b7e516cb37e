import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { Candle } from '@orbiquant/contracts';
import { formatCompact, formatPrice } from '../../shared/format/numbers.ts';
import { formatInstant } from '../../shared/format/times.ts';
import type { ChartState } from './chart-model.ts';

type Props = { bar: Candle | null; state: ChartState; onNewest: () => void };

/** The figures under the crosshair, gaps in the data, and the way back to the newest candle. */
export function Legend({ bar, state, onNewest }: Props) {
  const { t, i18n } = useTranslation();
  const language = i18n.language;
  const figures =
    bar &&
    ([
      ['open', bar.open],
      ['high', bar.high],
      ['low', bar.low],
      ['close', bar.close],
    ] as const);
  return (
    <div className="pointer-events-none absolute top-2 right-20 left-3 z-10 flex flex-col items-start gap-1 text-xs">
      <p className="num flex flex-wrap gap-x-2.5 text-faint">
        {bar && <span>{formatInstant(bar.openTimeMs, language)}</span>}
        {figures?.map(([name, price]) => (
          <span key={name}>
            {t(`markets.chart.${name}`)} <span className="text-ink">{formatPrice(price, language)}</span>
          </span>
        ))}
        {bar && (
          <span>
            {t('markets.chart.volume')} <span className="text-ink">{formatCompact(bar.volume, language)}</span>
          </span>
        )}
      </p>
      {state.gaps.length > 0 && (
        <p className="rounded bg-warn-wash px-1.5 py-0.5 text-warn" title={gapList(state, t, language)}>
          {t('markets.chart.gaps', { count: state.gaps.length })}
        </p>
      )}
      {state.loadingOlder && <p className="text-faint">{t('markets.chart.older')}</p>}
      {state.newBars > 0 && (
        <button
          type="button"
          onClick={onNewest}
          className="pointer-events-auto self-end rounded-md bg-accent px-2.5 py-1 font-medium text-accent-ink shadow-lg"
        >
          ▸ {t('markets.chart.newBars', { count: state.newBars })}
        </button>
      )}
    </div>
  );
}

const gapList = ({ gaps }: ChartState, t: TFunction, language: string): string =>
  gaps
    .map(({ fromMs, toMs }) =>
      t('markets.chart.gapList', { from: formatInstant(fromMs, language), to: formatInstant(toMs, language) }),
    )
    .join('\n');
