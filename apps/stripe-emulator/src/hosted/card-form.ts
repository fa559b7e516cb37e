import type { Words } from './words.ts';

/** What a payer entered. */
export type CardForm = {
  readonly email: string;
  readonly name: string;
  readonly number: string;
  readonly expiry: string;
  readonly cvc: string;
};

/** What is wrong with it, by field. */
export type Faults<T> = { readonly [K in keyof T]?: string };

/** The form as it is shown at first, with what is known of the payer. */
export const emptyCardForm = (email: string): CardForm => ({ email, name: '', number: '', expiry: '', cvc: '' });

const field = (fields: URLSearchParams, name: string): string => fields.get(name)?.trim() ?? '';

/** Reads the form. */
export const cardFormOf = (fields: URLSearchParams): CardForm => ({
  email: field(fields, 'email'),
  name: field(fields, 'name'),
  number: field(fields, 'number').replaceAll(/[\s-]/g, ''),
  expiry: field(fields, 'expiry'),
  cvc: field(fields, 'cvc'),
});

/** Checks every field before anything is tried. @param nowMs The emulation's time: a card may have run out by then. */
export function cardFaults(form: CardForm, words: Words, nowMs: number): Faults<CardForm> {
  const checks: readonly (readonly [keyof CardForm, boolean, string])[] = [
    ['email', /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(form.email), words.badEmail],
    ['name', form.name !== '', words.badName],
    ['number', isCardNumber(form.number), words.badNumber],
    ['expiry', isInFuture(form.expiry, nowMs), words.badExpiry],
    ['cvc', /^\d{3,4}$/.test(form.cvc), words.badCvc],
  ];
  return Object.fromEntries(checks.filter(([, isRight]) => !isRight).map(([name, , fault]) => [name, fault]));
}

/** 12 to 19 digits whose check digit is right. @see ISO/IEC 7812-1, annex B (Luhn) */
export function isCardNumber(number: string): boolean {
  if (!/^\d{12,19}$/.test(number)) return false;
  const doubled = (digit: number): number => digit * 2 - (digit > 4 ? 9 : 0);
  const digits = [...number].reverse().map(Number);
  const sum = digits.reduce((total, digit, place) => total + (place % 2 === 0 ? digit : doubled(digit)), 0);
  return sum % 10 === 0;
}

const CENTURY = 2_000;

/** A card is good until its month is over. */
function isInFuture(expiry: string, nowMs: number): boolean {
  const [, month, year] = /^(0[1-9]|1[0-2])\s*\/\s*(\d{2})$/.exec(expiry) ?? [];
  return month !== undefined && year !== undefined && Date.UTC(CENTURY + Number(year), Number(month), 1) > nowMs;
}
