import { useTranslation } from 'react-i18next';
import type { LabResult } from '@orbiquant/contracts';
import { formatRatio } from '../../../shared/format/numbers.ts';
import { Card } from '../../../shared/ui/card.tsx';
import { useLanguage } from '../parts/use-language.ts';
import { yearsOf } from './months-of.ts';

const MONTHS = Array.from({ length: 12 }, (_unused, at) => at);

/** What each month earned: figures in a table, with a colour that goes with them. */
export function MonthsCard({ months }: { months: LabResult['months'] }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const largest = months.reduce((most, one) => Math.max(most, Math.abs(one.return)), 0.001);
  const nameOf = (month: number): string =>
    new Intl.DateTimeFormat(language, { month: 'short', timeZone: 'UTC' }).format(Date.UTC(2024, month, 15));
  return (
    <Card flush title={t('labResult.months')}>
      <div className="overflow-x-auto px-2" tabIndex={0} role="group" aria-label={t('labResult.months')}>
        <table className="num w-full border-separate border-spacing-0.5 text-xs">
          <caption className="sr-only">{t('labResult.months')}</caption>
          <thead className="text-faint">
            <tr>
              <th scope="col" className="px-2 py-1 text-left font-medium">
                {t('labResult.columns.year')}
              </th>
              {MONTHS.map((month) => (
                <th key={month} scope="col" className="px-1 py-1 text-right font-medium">
                  {nameOf(month)}
                </th>
              ))}
              <th scope="col" className="px-2 py-1 text-right font-medium whitespace-nowrap">
                {t('labResult.columns.total')}
              </th>
            </tr>
          </thead>
          <tbody>
            {yearsOf(months).map(({ year, months: row, total }) => (
              <tr key={year}>
                <th scope="row" className="px-2 text-left font-medium">
                  {year}
                </th>
                {row.map((value, month) => (
                  <Cell key={month} value={value} largest={largest} />
                ))}
                <td className="px-2 text-right font-semibold">{formatRatio(total, language, { places: 1 })}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="px-4 py-2 text-xs text-faint">{t('labResult.monthsScale')}</p>
    </Card>
  );
}

/** The strongest colour still leaves the figure easy to read. */
const COLOUR_PERCENT_MAX = 45;

function Cell({ value, largest }: { value: number | null; largest: number }) {
  const language = useLanguage();
  if (value === null) return <td className="h-8 rounded bg-raised text-center text-faint">—</td>;
  const share = (Math.abs(value) / largest) * COLOUR_PERCENT_MAX;
  const token = value < 0 ? 'var(--down)' : 'var(--up)';
  return (
    <td
      className="h-8 rounded px-1 text-right whitespace-nowrap text-ink"
      style={{ background: `color-mix(in srgb, ${token} ${share.toFixed(1)}%, transparent)` }}
    >
      {formatRatio(value, language, { places: 1 })}
    </td>
  );
}
