import { useTranslation } from 'react-i18next';
import { getRouteApi } from '@tanstack/react-router';
import type { Interval, LabResult } from '@orbiquant/contracts';
import { Card } from '../../../shared/ui/card.tsx';
import { TradeChart } from './trade-chart.tsx';
import { TradesTable } from './trades-table.tsx';

const route = getRouteApi('/signed-in/lab/$runId');

type Props = Pick<LabResult, 'trades' | 'tradesLeftOut'> & { interval: Interval; quote: string };

/** Every trade in a table, and the chosen one on its chart. */
export function TradesCard({ trades, tradesLeftOut, interval, quote }: Props) {
  const { t } = useTranslation();
  const { trade: place = 0 } = route.useSearch();
  const navigate = route.useNavigate();
  const chosen = trades[place] ?? trades[0];
  const choose = (trade: number): void =>
    void navigate({ search: (old) => ({ ...old, trade }), replace: true, resetScroll: false });
  return (
    <Card flush title={t('labResult.trades')}>
      {!chosen && <p className="px-4 pb-4 text-soft">{t('labResult.noTrades')}</p>}
      {chosen && (
        <>
          <TradeChart trades={trades} chosen={chosen} interval={interval} quote={quote} />
          <TradesTable trades={trades} chosen={chosen} quote={quote} onChoose={choose} />
        </>
      )}
      {tradesLeftOut > 0 && (
        <p className="px-4 py-2 text-xs text-soft">{t('labResult.tradesLeftOut', { count: tradesLeftOut })}</p>
      )}
    </Card>
  );
}
