import { useTranslation } from 'react-i18next';
import type { Candle } from '@orbiquant/contracts';
import { formatCompact, formatPrice } from '../../shared/format/numbers.ts';
import { formatInstant } from '../../shared/format/times.ts';

const ROWS = 120;
const PRICES = ['open', 'high', 'low', 'close'] as const;

/** The newest candles in words and figures. */
export function CandleTable({ bars }: { bars: readonly Candle[] }) {
  const { t, i18n } = useTranslation();
  const language = i18n.language;
  const rows = bars.slice(-ROWS).toReversed();
  return (
    <div tabIndex={0} className="absolute inset-0 overflow-auto">
      <table className="num w-full border-collapse text-xs" data-testid="candle-table">
        <thead className="sticky top-0 bg-surface text-faint">
          <tr>
            <th scope="col" className="px-3 py-2 text-left font-medium">
              {t('markets.chart.time')}
            </th>
            {PRICES.map((name) => (
              <th key={name} scope="col" className="px-3 py-2 text-right font-medium">
                {t(`markets.chart.${name}`)}
              </th>
            ))}
            <th scope="col" className="px-3 py-2 text-right font-medium">
              {t('markets.chart.volume')}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((bar) => (
            <tr key={bar.openTimeMs} className="border-t border-line">
              <th scope="row" className="px-3 py-1.5 text-left font-normal whitespace-nowrap text-soft">
                {formatInstant(bar.openTimeMs, language)}
              </th>
              {PRICES.map((name) => (
                <td key={name} className="px-3 text-right">
                  {formatPrice(bar[name], language)}
                </td>
              ))}
              <td className="px-3 text-right text-soft">{formatCompact(bar.volume, language)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
