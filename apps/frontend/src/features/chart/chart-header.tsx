import { Link } from '@tanstack/react-router';
import { ChevronLeft, History } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Candle } from '@orbiquant/contracts';
import { formatPrice } from '../../shared/format/numbers.ts';
import { formatInstant } from '../../shared/format/times.ts';
import { Badge } from '../../shared/ui/badge.tsx';
import type { Playback } from './playback.ts';

/** What is looked at, its last price, and whether that price is of the past. */
export function ChartHeader({
  symbol,
  last,
  playback,
}: {
  symbol: string;
  last: Candle | null;
  playback: Playback | null;
}) {
  const { t, i18n } = useTranslation();
  return (
    <header className="flex min-h-9 flex-wrap items-center gap-x-3 gap-y-1 px-1">
      <Link
        to="/markets"
        aria-label={t('markets.title')}
        className="grid size-8 place-items-center rounded-md text-soft hover:bg-raised"
      >
        <ChevronLeft aria-hidden size={18} />
      </Link>
      <h1 className="text-lg font-semibold tracking-tight">{symbol}</h1>
      <span data-testid="last-price" className="num text-lg text-soft">
        {last ? formatPrice(last.close, i18n.language) : '—'}
      </span>
      {playback && (
        <span role="status" data-testid="replay-status" className="flex items-center gap-2">
          <Badge
            tone="warn"
            title={t('markets.replay.statusHelp', { at: formatInstant(playback.cursorMs, i18n.language) })}
          >
            <History aria-hidden size={13} />
            {t('markets.replay.status')}
          </Badge>
          <span className="num text-xs text-soft">{formatInstant(playback.cursorMs, i18n.language)} UTC</span>
        </span>
      )}
    </header>
  );
}
