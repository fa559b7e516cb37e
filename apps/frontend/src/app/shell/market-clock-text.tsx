import { useTranslation } from 'react-i18next';
import { formatDay, formatTime } from '../../shared/format/times.ts';
import { useClock } from '../../shared/status/use-status.ts';

/** The market's own time, which in a replay is far from the wall clock. */
export function MarketClockText() {
  const { t, i18n } = useTranslation();
  const clock = useClock();
  if (!clock) return null;
  return (
    <time
      dateTime={new Date(clock.nowMs).toISOString()}
      title={t('shell.clock')}
      data-testid="market-clock"
      className="num hidden text-xs text-faint lg:inline"
    >
      <span className="sr-only">{t('shell.clock')}: </span>
      {formatDay(clock.nowMs, i18n.language)} {formatTime(clock.nowMs, i18n.language)} UTC
    </time>
  );
}
