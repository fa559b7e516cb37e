import type { Money } from '@orbiquant/contracts';
import { Decimal } from '@orbiquant/kernel';

/** An owed number to `places`, grouped as the language does; never through a float. */
export function formatDecimal(value: Decimal, places: number, language: string): string {
  const shown = value.toDecimalPlaces(places, Decimal.ROUND_DOWN);
  const [whole = '0', fraction] = shown.abs().toFixed(places).split('.');
  const grouped = new Intl.NumberFormat(language, { useGrouping: 'always' }).format(BigInt(whole));
  const sign = shown.isNegative() && !shown.isZero() ? '−' : '';
  return sign + grouped + (fraction ? separatorOf(language) + fraction : '');
}

/** The decimal separator of a language. */
export const separatorOf = (language: string): string =>
  new Intl.NumberFormat(language).formatToParts(1.1).find(({ type }) => type === 'decimal')?.value ?? '.';

/** Booked money as a decimal in whole units of its currency. */
export const decimalOfMoney = ({ minor, exponent }: Money): Decimal =>
  new Decimal(minor.toString()).div(Decimal.pow(10, exponent));

/** Booked money to the cent, or to every minor unit with `exact`. */
export function formatMoney(money: Money, language: string, { exact = false, signed = false } = {}): string {
  const value = decimalOfMoney(money);
  const text = `${formatDecimal(value, exact ? money.exponent : Math.min(2, money.exponent), language)} ${money.currency}`;
  return signed && value.gt(0) ? `+${text}` : text;
}

/** A ratio as a percentage with its sign: 0.0123 is +1.23 %. */
export function formatRatio(ratio: number, language: string, { signed = true, places = 2 } = {}): string {
  return new Intl.NumberFormat(language, {
    style: 'percent',
    minimumFractionDigits: places,
    maximumFractionDigits: places,
    ...(signed ? { signDisplay: 'exceptZero' } : {}),
  })
    .format(ratio)
    .replace('-', '−');
}

/** A market price with the places that its size deserves. */
export function formatPrice(price: number, language: string): string {
  const places = price >= 1000 ? 2 : price >= 1 ? 4 : 6;
  return new Intl.NumberFormat(language, {
    minimumFractionDigits: 2,
    maximumFractionDigits: places,
    useGrouping: 'always',
  }).format(price);
}

/** A volume in few letters: 12.3 M. */
export const formatCompact = (value: number, language: string): string =>
  new Intl.NumberFormat(language, { notation: 'compact', maximumFractionDigits: 2, useGrouping: 'always' }).format(
    value,
  );
