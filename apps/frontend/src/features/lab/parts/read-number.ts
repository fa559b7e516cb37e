import { separatorOf } from '../../../shared/format/numbers.ts';

/**
 * A number as people of a language write it: `1.234,5` in Spanish, `1,234.5` in English. The other language's decimal
 * sign is understood where it cannot be a thousands sign. Null when it is none.
 */
export function readNumber(text: string, language: string): number | null {
  const typed = text.trim().replace('−', '-');
  const decimalSign = separatorOf(language);
  const groupSign = decimalSign === ',' ? '.' : ',';
  const grouped = new RegExp(`^-?[1-9]\\d{0,2}(\\${groupSign}\\d{3})+(\\${decimalSign}\\d+)?$`);
  const plain = grouped.test(typed) ? typed.replaceAll(groupSign, '') : typed;
  const point = plain.replace(',', '.');
  return /^-?(\d+\.?\d*|\.\d+)$/.test(point) ? Number(point) : null;
}

/** A number as a field shows it: in the language of the page, without thousands signs. */
export const writeNumber = (value: number, language: string): string =>
  new Intl.NumberFormat(language, { useGrouping: false, maximumSignificantDigits: 12 }).format(value);
