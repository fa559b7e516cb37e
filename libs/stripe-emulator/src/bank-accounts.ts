import { base32Digest } from '@orbiquant/kernel';
import type { BankAccount } from './account-objects.ts';
import { wrongParameter } from './stripe-fault.ts';
import type { ParamReader } from './param-reader.ts';
import type { World } from './world.ts';

/** Bank details as somebody enters them. */
export type BankWish = {
  readonly country: string;
  readonly currency: string;
  readonly last4: string;
  /** Equal for equal bank accounts; the number itself is not kept. */
  readonly fingerprint: string;
  readonly holder: string | null;
  readonly routing: string | null;
};

/** What tokens of Stripe's tests stand for. @see https://docs.stripe.com/connect/testing */
const TOKENS: Readonly<Record<string, string>> = { btok_us_verified: '000123456789', btok_us: '000123456789' };

/** Reads `external_account`: bank details, or a token of the tests. */
export function readBank(params: ParamReader): BankWish | undefined {
  if (params.isGroup('external_account')) return readDetails(params.group('external_account')!);
  const token = params.text('external_account');
  if (token === undefined) return undefined;
  const number = TOKENS[token];
  if (number === undefined)
    throw wrongParameter(`No such token: '${token}'`, { code: 'resource_missing', param: 'external_account' });
  return { country: 'US', currency: 'usd', ...numberMarks(number), holder: null, routing: '110000000' };
}

function readDetails(details: ParamReader): BankWish {
  details.text('object');
  const number = details.requiredText('account_number').replaceAll(/\s/g, '');
  if (!isBankNumber(number))
    throw wrongParameter('The account number is not valid.', {
      code: 'account_number_invalid',
      param: details.nameOf('account_number'),
    });
  const routing = details.text('routing_number') ?? null;
  if (routing !== null && !/^\d{6,9}$/.test(routing))
    throw wrongParameter('Invalid routing number.', {
      code: 'routing_number_invalid',
      param: details.nameOf('routing_number'),
    });
  details.text('account_holder_type');
  return {
    country: details.text('country') ?? 'US',
    currency: details.requiredText('currency').toLowerCase(),
    ...numberMarks(number),
    holder: details.text('account_holder_name') ?? null,
    routing,
  };
}

/** Whether text looks like an account number or an IBAN, without spaces. */
export const isBankNumber = (number: string): boolean => /^[A-Z]{0,2}[0-9A-Z]{4,32}$/.test(number);

const FINGERPRINT_LENGTH = 16;

/** What is kept of an account number. */
export const numberMarks = (number: string): Pick<BankWish, 'last4' | 'fingerprint'> => ({
  last4: number.slice(-4),
  fingerprint: base32Digest(number, FINGERPRINT_LENGTH),
});

/** A bank account in the books; only its last four digits are shown. */
export const newBank = (world: World, account: string, wish: BankWish): BankAccount => ({
  id: world.newId('ba'),
  object: 'bank_account',
  account,
  account_holder_name: wish.holder,
  account_holder_type: 'individual',
  account_type: null,
  available_payout_methods: ['standard'],
  bank_name: 'STRIPE TEST BANK',
  country: wish.country,
  currency: wish.currency,
  default_for_currency: true,
  fingerprint: wish.fingerprint,
  last4: wish.last4,
  metadata: {},
  routing_number: wish.routing,
  status: 'new',
});
