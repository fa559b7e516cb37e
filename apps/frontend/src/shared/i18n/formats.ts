import type { i18n } from 'i18next';

/** The formats that texts use in their placeholders: `{{drawdown, percent}}`, `{{price, price}}`. */
export function addFormats({ services }: i18n): void {
  const { formatter } = services;
  formatter?.add('percent', (value, language) => percent(Number(value), language ?? 'es'));
  formatter?.add('price', (value, language) => plain(value, language ?? 'es'));
  formatter?.add('seconds', (value, language) => plain(Math.round(Number(value) / 1000), language ?? 'es'));
}

const percent = (ratio: number, language: string): string =>
  new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 2 }).format(ratio);

/** A number as people write it; what is no number stays as it is. */
function plain(value: unknown, language: string): string {
  const number = Number(value);
  return Number.isFinite(number)
    ? new Intl.NumberFormat(language, { maximumSignificantDigits: 8, useGrouping: 'always' }).format(number)
    : String(value);
}
