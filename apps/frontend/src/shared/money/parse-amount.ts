import { Decimal } from '@orbiquant/kernel';
import { separatorOf } from '../format/numbers.ts';

/** Why what was typed is no amount. */
export type AmountFault = 'empty' | 'not-a-number' | 'too-fine' | 'not-positive';

/** What was typed as exact minor units, or why it cannot be that. */
export type ParsedAmount = { ok: true; minor: bigint } | { ok: false; fault: AmountFault };

/**
 * Reads an amount as people of a language write it: `1.234,56` in Spanish, `1,234.56` in English. The other language's
 * decimal sign is understood where it cannot be mistaken for a thousands sign. No float is ever made.
 */
export function parseAmount(text: string, language: string, exponent: number): ParsedAmount {
  if (withoutSpaces(text) === '') return { ok: false, fault: 'empty' };
  const typed = parseDecimal(text, language);
  if (typed === null) return { ok: false, fault: 'not-a-number' };
  const minor = typed.times(Decimal.pow(10, exponent));
  if (!minor.isInteger()) return { ok: false, fault: 'too-fine' };
  return minor.gt(0) ? { ok: true, minor: BigInt(minor.toFixed(0)) } : { ok: false, fault: 'not-positive' };
}

/** A number, also a negative one, as people of a language write it; null when it is none. */
export function parseDecimal(text: string, language: string): Decimal | null {
  const plain = plainDecimal(withoutSpaces(text).replace('−', '-'), separatorOf(language));
  return plain === null ? null : new Decimal(plain);
}

const withoutSpaces = (text: string): string => text.replace(/[\s\u00a0\u202f]/g, '');

/** The typed text as a plain decimal, tried as this language writes it and then as the other does; null when neither fits. */
function plainDecimal(typed: string, decimalSign: string): string | null {
  const groupSign = decimalSign === ',' ? '.' : ',';
  return read(typed, decimalSign, groupSign) ?? read(typed, groupSign, null);
}

/** A decimal written with these signs; a group has three digits. */
function read(typed: string, decimalSign: string, groupSign: string | null): string | null {
  const groups = groupSign ? `|-?\\d{1,3}(?:\\${groupSign}\\d{3})+` : '';
  const match = new RegExp(`^(-?\\d+${groups})(?:\\${decimalSign}(\\d*))?$`).exec(typed);
  if (!match?.[1]) return null;
  const whole = groupSign ? match[1].replaceAll(groupSign, '') : match[1];
  return match[2] ? `${whole}.${match[2]}` : whole;
}
