import { Decimal } from '@orbiquant/kernel';

/** A bigint of `places` decimal places as the text of a `numeric` column. */
export function scaledText(value: bigint, places: number): string {
  const digits = (value < 0n ? -value : value).toString().padStart(places + 1, '0');
  return `${value < 0n ? '-' : ''}${digits.slice(0, -places)}.${digits.slice(-places)}`;
}

/** The text of a `numeric` column as a bigint of `places` decimal places; it has no more of them than that. */
export function scaledOf(text: string, places: number): bigint {
  const [whole = '0', part = ''] = text.split('.');
  return BigInt(`${whole}${part.slice(0, places).padEnd(places, '0')}`);
}

/** Units or a price, steps of 10^-12, as the text of a column. */
export const e12Text = (value: bigint): string => scaledText(value, 12);
/** A column of units or prices as steps of 10^-12. */
export const e12Of = (text: string): bigint => scaledOf(text, 12);
/** A column of rates as steps of 10^-9. */
export const e9Of = (text: string): bigint => scaledOf(text, 9);
/** Units or a price as an exact decimal. */
export const decimalOfE12 = (value: bigint): Decimal => new Decimal(e12Text(value));
/** An exact decimal of at most 12 places as steps of 10^-12. */
export const e12OfDecimal = (value: Decimal): bigint => e12Of(value.toFixed());
