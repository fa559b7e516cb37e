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
  const typed = text.replace(/[\s\u00a0\u202f]/g, '');
  if (typed === '') return { ok: false, fault: 'empty' };
  const plain = plainDecimal(typed, separatorOf(language));
  if (plain === null) return { ok: false, fault: 'not-a-number' };
  const minor = new Decimal(plain).times(Decimal.pow(10, exponent));
  if (!minor.isInteger()) return { ok: false, fault: 'too-fine' };
  return minor.gt(0) ? { ok: true, minor: BigInt(minor.toFixed(0)) } : { ok: false, fault: 'not-positive' };
}

function plainDecimal(typed: string, decimalSign: string): string | null {
  const groupSign = decimalSign === ',' ? '.' : ',';
  const [whole = '', fraction, ...more] = typed.split(decimalSign);
  if (more.length > 0 || (fraction !== undefined && !/^\d*$/.test(fraction))) return null;
  const isGrouped = new RegExp(`^-?\\d{1,3}(\\${groupSign}\\d{3})+$`).test(whole);
  if (isGrouped) return joined(whole.replaceAll(groupSign, ''), fraction);
  if (/^-?\d+$/.test(whole)) return joined(whole, fraction);
  const other = new RegExp(`^(-?\\d+)\\${groupSign}(\\d+)$`).exec(whole);
  return fraction === undefined && other ? joined(other[1] ?? '', other[2]) : null;
}

const joined = (whole: string, fraction: string | undefined): string => (fraction ? `${whole}.${fraction}` : whole);
