import { useTranslation } from 'react-i18next';
import type { SymbolCandle } from '@orbiquant/contracts';
import { formatCompact, formatPrice } from '../../shared/format/numbers.ts';
import { formatInstant } from '../../shared/format/times.ts';

const HEIGHT = 110;
const BODY_MIN = 2;

/** One candle, drawn and in figures. */
export function CandleFigure({ candle }: { candle: SymbolCandle }) {
  const { t, i18n } = useTranslation();
  const language = i18n.language;
  const { open, high, low, close } = candle;
  const y = (price: number): number => (high === low ? HEIGHT / 2 : ((high - price) / (high - low)) * HEIGHT);
  const look = close >= open ? 'fill-up stroke-up' : 'fill-down stroke-down';
  return (
    <figure className="flex items-center gap-6">
      <svg aria-hidden width="44" height={HEIGHT + 4} viewBox={`0 -2 44 ${HEIGHT + 4}`} className={look}>
        <line x1="22" x2="22" y1="0" y2={HEIGHT} strokeWidth="2" />
        <rect
          x="8"
          width="28"
          y={y(Math.max(open, close))}
          height={Math.max(BODY_MIN, Math.abs(y(open) - y(close)))}
          rx="1"
        />
      </svg>
      <figcaption className="min-w-0 flex-1">
        <p className="num mb-1 text-xs text-faint">
          {candle.symbol} · {candle.interval} · {formatInstant(candle.openTimeMs, language)} UTC
        </p>
        <dl className="grid grid-cols-[1fr_auto] gap-x-4" data-testid="lineage-candle">
          {(['open', 'high', 'low', 'close'] as const).map((name) => (
            <div key={name} className="contents">
              <dt className="text-soft">{t(`markets.chart.${name}`)}</dt>
              <dd className="num text-right">{formatPrice(candle[name], language)}</dd>
            </div>
          ))}
          <dt className="text-soft">{t('markets.chart.volume')}</dt>
          <dd className="num text-right">{formatCompact(candle.volume, language)}</dd>
        </dl>
      </figcaption>
    </figure>
  );
}
