import { wrongParameter } from './stripe-fault.ts';
import type { ParamReader } from './param-reader.ts';

const ZERO_DECIMAL = [
  'bif',
  'clp',
  'djf',
  'gnf',
  'jpy',
  'kmf',
  'krw',
  'mga',
  'pyg',
  'rwf',
  'vnd',
  'vuv',
  'xaf',
  'xof',
  'xpf',
];
const THREE_DECIMAL = ['bhd', 'jod', 'kwd', 'omr', 'tnd'];
const TWO_DECIMAL = [
  ...['ars', 'aud', 'bob', 'brl', 'cad', 'chf', 'cny', 'cop', 'crc', 'czk', 'dkk', 'dop', 'eur', 'gbp', 'gtq', 'hkd'],
  ...['hnl', 'huf', 'ils', 'inr', 'isk', 'mxn', 'myr', 'nio', 'nok', 'nzd', 'pab', 'pen', 'php', 'pln', 'ron', 'sek'],
  ...['sgd', 'thb', 'try', 'twd', 'ugx', 'usd', 'uyu', 'zar'],
];
const DECIMALS = new Map<string, number>([
  ...ZERO_DECIMAL.map((code) => [code, 0] as const),
  ...TWO_DECIMAL.map((code) => [code, 2] as const),
  ...THREE_DECIMAL.map((code) => [code, 3] as const),
]);

/** Stripe's largest amount, in minor units. */
const AMOUNT_MAX = 99_999_999;

/** Digits after the point of a currency's amounts, or nothing for one that is not traded here. */
export const decimalsOf = (currency: string): number | undefined => DECIMALS.get(currency);

/** Reads a currency. */
export function readCurrency(params: ParamReader): string {
  const currency = params.requiredText('currency').toLowerCase();
  if (!DECIMALS.has(currency))
    throw wrongParameter(`Invalid currency: ${currency}`, { param: params.nameOf('currency') });
  return currency;
}

/** Reads a positive amount in minor units of a currency. Of three decimals Stripe keeps two, so the last one must be 0. */
export function readAmount(params: ParamReader, currency: string, name = 'amount'): number {
  const amount = params.requiredInteger(name);
  checkAmount(amount, currency, params.nameOf(name));
  return amount;
}

/** Holds an amount to Stripe's bounds. */
export function checkAmount(amount: number, currency: string, param: string): void {
  if (amount < 1)
    throw wrongParameter('This value must be greater than or equal to 1.', {
      code: 'parameter_invalid_integer',
      param,
    });
  if (amount > AMOUNT_MAX)
    throw wrongParameter(`Amount must be no more than ${AMOUNT_MAX}`, { code: 'amount_too_large', param });
  if (decimalsOf(currency) === 3 && amount % 10 !== 0)
    throw wrongParameter(`Amounts in ${currency} must end in 0`, { code: 'parameter_invalid_integer', param });
}
