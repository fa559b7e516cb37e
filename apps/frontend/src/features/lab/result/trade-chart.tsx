import { lazy, Suspense, useMemo } from 'react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { getCandles, type Interval, type LabTrade } from '@orbiquant/contracts';
import { figureText } from '@orbiquant/lab-words';
import { call } from '../../../shared/api/call.ts';
import { formatPrice } from '../../../shared/format/numbers.ts';
import { Problem } from '../../../shared/ui/problem.tsx';
import { useLanguage } from '../parts/use-language.ts';
import { tradeMarks, tradeWindow } from './trade-window.ts';

const TradeCanvas = lazy(() =>
  import('./trade-canvas.tsx').then(({ TradeCanvas: component }) => ({ default: component })),
);
const HEIGHT_PX = 320;

type Props = { trades: readonly LabTrade[]; chosen: LabTrade; interval: Interval; quote: string };

/** The candles around the chosen trade, in the run's own interval, with every way in and out. */
export function TradeChart({ trades, chosen, interval, quote }: Props) {
  const { t } = useTranslation();
  const { symbol } = chosen;
  const { fromMs, toMs, limit } = tradeWindow(chosen, interval);
  const candles = useQuery({
    queryKey: ['lab', 'trade-candles', symbol, interval, fromMs, toMs],
    staleTime: Infinity,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      call(getCandles, { query: { symbol, interval, from: fromMs, to: toMs, limit } }, { signal }),
  });
  const marks = useMemo(() => tradeMarks(trades, chosen, { fromMs, toMs }), [trades, chosen, fromMs, toMs]);
  return (
    <figure className="px-4 pb-3">
      <div style={{ height: HEIGHT_PX }} className="relative">
        {candles.isError && <Problem error={candles.error} retry={candles.refetch} />}
        {candles.isPending && <div className="skeleton h-full" />}
        {candles.data?.openTimeMs.length === 0 && <p className="text-soft">{t('labResult.noCandles')}</p>}
        {candles.data && candles.data.openTimeMs.length > 0 && (
          <Suspense fallback={<div className="skeleton h-full" />}>
            <TradeCanvas
              candles={candles.data}
              marks={marks}
              chosen={chosen}
              label={t('labResult.tradeChart', { symbol })}
            />
          </Suspense>
        )}
      </div>
      <Caption chosen={chosen} quote={quote} />
    </figure>
  );
}

function Caption({ chosen, quote }: { chosen: LabTrade; quote: string }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const price = (value: number): string => `${formatPrice(value, language)} ${quote}`;
  return (
    <figcaption aria-live="polite" className="num mt-1 text-xs text-soft">
      {t('labResult.tradeSummary', {
        side: t(`labResult.sides.${chosen.side}`),
        symbol: chosen.symbol,
        entry: price(chosen.entryPrice),
        exit: price(chosen.exitPrice),
        pnl: figureText('equityFinal', chosen.pnl, { language, quote }),
      })}
    </figcaption>
  );
}
