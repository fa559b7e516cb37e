/** How a payment with a test card or account goes. */
export type TestCard = {
  /** Name of the payment method in requests. */
  readonly method: string;
  readonly type: 'card' | 'us_bank_account';
  readonly number: string;
  readonly brand: string;
  /** The refusal, at once for cards and days later for bank accounts. */
  readonly decline?: { readonly code: string; readonly declineCode: string; readonly message: string };
  /** The payer's bank takes the charge back later, for this reason. */
  readonly disputes?: string;
  readonly isRefundFailing?: boolean;
  /** The money is available at once. */
  readonly isBypassingPending?: boolean;
};

const good = (number: string, method: string, brand = 'visa'): TestCard => ({ method, type: 'card', number, brand });

function declining(
  number: string,
  method: string,
  [code, declineCode, message]: readonly [string, string, string],
): TestCard {
  return { ...good(number, method), decline: { code, declineCode, message } };
}

function bankAccount(number: string, method: string, code?: string): TestCard {
  const account: TestCard = { method, type: 'us_bank_account', number, brand: 'us_bank_account' };
  if (code === undefined) return account;
  return { ...account, decline: { code, declineCode: code, message: 'The bank account could not be debited.' } };
}

/** Stripe's published numbers. @see https://docs.stripe.com/testing */
export const TEST_CARDS: readonly TestCard[] = [
  good('4242424242424242', 'pm_card_visa'),
  good('4000056655665556', 'pm_card_visa_debit'),
  good('5555555555554444', 'pm_card_mastercard', 'mastercard'),
  good('378282246310005', 'pm_card_amex', 'amex'),
  { ...good('4000000000000077', 'pm_card_bypassPending'), isBypassingPending: true },
  declining('4000000000000002', 'pm_card_visa_chargeDeclined', [
    'card_declined',
    'generic_decline',
    'Your card was declined.',
  ]),
  declining('4000000000009995', 'pm_card_visa_chargeDeclinedInsufficientFunds', [
    'card_declined',
    'insufficient_funds',
    'Your card has insufficient funds.',
  ]),
  declining('4000000000009987', 'pm_card_visa_chargeDeclinedLostCard', [
    'card_declined',
    'lost_card',
    'Your card was declined.',
  ]),
  declining('4000000000009979', 'pm_card_visa_chargeDeclinedStolenCard', [
    'card_declined',
    'stolen_card',
    'Your card was declined.',
  ]),
  declining('4000000000000069', 'pm_card_chargeDeclinedExpiredCard', [
    'expired_card',
    'expired_card',
    'Your card has expired.',
  ]),
  declining('4000000000000127', 'pm_card_chargeDeclinedIncorrectCvc', [
    'incorrect_cvc',
    'incorrect_cvc',
    "Your card's security code is incorrect.",
  ]),
  declining('4000000000000119', 'pm_card_chargeDeclinedProcessingError', [
    'processing_error',
    'processing_error',
    'An error occurred while processing your card. Try again in a little bit.',
  ]),
  declining('4000000000000341', 'pm_card_chargeCustomerFail', [
    'card_declined',
    'generic_decline',
    'Your card was declined.',
  ]),
  { ...good('4000000000000259', 'pm_card_createDispute'), disputes: 'fraudulent' },
  { ...good('4000000000002685', 'pm_card_createDisputeProductNotReceived'), disputes: 'product_not_received' },
  { ...good('4000000000005126', 'pm_card_refundFail'), isRefundFailing: true },
  bankAccount('000123456789', 'pm_usBankAccount_success'),
  bankAccount('000111111113', 'pm_usBankAccount_accountClosed', 'account_closed'),
  bankAccount('000222222227', 'pm_usBankAccount_insufficientFunds', 'insufficient_funds'),
];

const BY_NAME = new Map(TEST_CARDS.flatMap((card) => [[card.method, card] as const, [card.number, card] as const]));

/** The test card of a number (spaces allowed) or of a payment method's name. */
export const testCard = (name: string): TestCard | undefined => BY_NAME.get(name.replaceAll(/[\s-]/g, ''));
