import { useTranslation } from 'react-i18next';
import type { Money } from '@orbiquant/contracts';
import { formatMoney } from '../format/numbers.ts';

/** Booked money. The exact amount, to the last minor unit, stands in the tooltip. */
export function Amount({
  money,
  signed = false,
  className = '',
}: {
  money: Money;
  signed?: boolean;
  className?: string;
}) {
  const { i18n } = useTranslation();
  return (
    <span
      className={`num whitespace-nowrap ${className}`}
      title={formatMoney(money, i18n.language, { exact: true, signed })}
    >
      {formatMoney(money, i18n.language, { signed })}
    </span>
  );
}
