import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Empty } from '../../shared/ui/empty.tsx';

/** An instrument without candles: why, and where to go. */
export function NoCandles({ symbol }: { symbol: string }) {
  const { t } = useTranslation();
  return (
    <div className="absolute inset-0 grid place-items-center">
      <Empty
        title={t('markets.chart.unknownTitle', { symbol })}
        text={t('markets.chart.unknownText')}
        action={
          <Link to="/markets" className="text-accent underline underline-offset-4">
            {t('markets.chart.browse')}
          </Link>
        }
      />
    </div>
  );
}
