import { Link } from '@tanstack/react-router';
import { ArrowDown, ArrowUp } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Ticker } from '@orbiquant/contracts';
import { formatCompact, formatPrice } from '../../shared/format/numbers.ts';
import { toSymbolPath } from '../../shared/symbol-path.ts';
import { Change } from '../../shared/ui/change.tsx';
import type { Order, SortKey } from './sort-tickers.ts';

type Props = { rows: readonly Ticker[]; order: Order; onSort: (by: SortKey) => void };

const COLUMNS = [
  { key: 'symbol', text: 'symbol', look: 'text-left' },
  { key: 'last', text: 'last', look: 'text-right' },
  { key: 'change24h', text: 'change', look: 'text-right' },
  { key: null, text: 'high', look: 'hidden text-right md:table-cell' },
  { key: null, text: 'low', look: 'hidden text-right md:table-cell' },
  { key: 'quoteVolume24h', text: 'volume', look: 'hidden text-right sm:table-cell' },
] as const;

/** Instruments line by line; each opens its chart. */
export function TickerTable({ rows, order, onSort }: Props) {
  const { t } = useTranslation();
  return (
    <table className="w-full border-collapse" data-testid="ticker-table">
      <caption className="sr-only">{t('markets.title')}</caption>
      <thead>
        <tr className="border-b border-line text-xs text-faint">
          {COLUMNS.map(({ key, text, look }) => (
            <th
              key={text}
              scope="col"
              aria-sort={key === order.by ? (order.direction === 'asc' ? 'ascending' : 'descending') : undefined}
              className={`px-4 py-2 font-medium ${look}`}
            >
              {key ? (
                <button
                  type="button"
                  onClick={() => onSort(key)}
                  className="inline-flex min-h-6 items-center gap-1 hover:text-ink"
                >
                  {t(`markets.${text}`)}
                  <Direction shown={key === order.by} order={order} />
                </button>
              ) : (
                t(`markets.${text}`)
              )}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((ticker) => (
          <TickerRow key={ticker.symbol} ticker={ticker} />
        ))}
      </tbody>
    </table>
  );
}

function Direction({ shown, order }: { shown: boolean; order: Order }) {
  const Icon = order.direction === 'asc' ? ArrowUp : ArrowDown;
  return <Icon aria-hidden size={12} className={shown ? '' : 'invisible'} />;
}

function TickerRow({ ticker }: { ticker: Ticker }) {
  const { i18n } = useTranslation();
  const language = i18n.language;
  const [base, quote] = ticker.symbol.split('/');
  return (
    <tr className="relative h-12 border-b border-line last:border-0 hover:bg-raised">
      <th scope="row" className="px-4 text-left font-medium">
        <Link
          to="/markets/$symbol"
          params={{ symbol: toSymbolPath(ticker.symbol) }}
          className="after:absolute after:inset-0"
        >
          <span className="font-semibold">{base}</span>
          <span className="text-faint">/{quote}</span>
        </Link>
      </th>
      <td className="num px-4 text-right">{formatPrice(ticker.last, language)}</td>
      <td className="px-4 text-right">
        <Change ratio={ticker.change24h} />
      </td>
      <td className="num hidden px-4 text-right text-soft md:table-cell">{formatPrice(ticker.high24h, language)}</td>
      <td className="num hidden px-4 text-right text-soft md:table-cell">{formatPrice(ticker.low24h, language)}</td>
      <td className="num hidden px-4 text-right text-soft sm:table-cell">
        {formatCompact(ticker.quoteVolume24h, language)} {quote}
      </td>
    </tr>
  );
}
