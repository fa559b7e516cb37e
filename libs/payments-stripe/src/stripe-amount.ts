import { AppError } from '@orbiquant/kernel';

/** Stripe's largest amount, in minor units. @see https://docs.stripe.com/currencies#minimum-and-maximum-charge-amounts */
const AMOUNT_MAX = 99_999_999n;

/** How Stripe counts a currency: digits after the point, and the step that amounts must be a multiple of. */
type CurrencyRule = { readonly decimals: 0 | 2 | 3; readonly step: bigint };

const rules = (codes: string, rule: CurrencyRule): [string, CurrencyRule][] =>
  codes.split(' ').map((code) => [code, rule]);

/** Currencies that we may be paid in. @see https://docs.stripe.com/currencies#special-cases */
const RULES: ReadonlyMap<string, CurrencyRule> = new Map([
  ...rules('USD EUR GBP AUD BRL CAD CHF COP CRC CZK DKK GTQ HKD MXN NOK NZD PEN PLN RON SEK SGD UYU', {
    decimals: 2,
    step: 1n,
  }),
  ...rules('BIF CLP DJF GNF JPY KMF KRW MGA PYG RWF VND VUV XAF XOF XPF', { decimals: 0, step: 1n }),
  ...rules('BHD JOD KWD OMR TND', { decimals: 3, step: 10n }),
  // two decimals on the wire, though the smaller coin is out of use
  ...rules('ISK UGX', { decimals: 2, step: 100n }),
]);

const fault = (path: string, code: string, message: string): AppError =>
  new AppError('invalid-input', message, { errors: [{ path, code, message }] });

/** Digits after the point of amounts in a currency at Stripe. @throws AppError `invalid-input` for a currency not in the table. */
export function stripeDecimals(currency: string): number {
  return ruleOf(currency).decimals;
}

function ruleOf(currency: string): CurrencyRule {
  const rule = RULES.get(currency);
  if (rule === undefined) throw fault('currency', 'unknown-currency', `Stripe is not used for ${currency}`);
  return rule;
}

/**
 * An amount as Stripe takes it: a whole number of minor units, never rounded.
 * @throws AppError `invalid-input`, when it is not positive, above Stripe's limit, or not a multiple of the currency's step.
 */
export function stripeAmount(minor: bigint, currency: string): { amount: number; currency: string } {
  const { step } = ruleOf(currency);
  if (minor <= 0n) throw fault('amount', 'not-positive', 'The amount must be above zero');
  if (minor > AMOUNT_MAX)
    throw fault('amount', 'too-large', `The amount is above the limit of ${AMOUNT_MAX} minor units`);
  if (minor % step !== 0n)
    throw fault('amount', 'not-a-step', `Amounts in ${currency} must be a multiple of ${step} minor units`);
  return { amount: Number(minor), currency: currency.toLowerCase() };
}

/** A whole number that Stripe sent, exactly. */
export const minorOf = (amount: number): bigint => BigInt(amount);
