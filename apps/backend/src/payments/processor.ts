import { AppError } from '@orbiquant/kernel';
import { CARD_CURRENCY, type CallOutcome, type ConnectedAccountId, type StripeCall } from '@orbiquant/payments';
import {
  stripeProcessor,
  type ConnectedAccount,
  type StripeOutcome,
  type StripeProcessor,
} from '@orbiquant/payments-stripe';

/** How Stripe is reached, and where its pages lead back to. */
export type ProcessorOptions = {
  secretKey: string;
  /** An emulator's address; Stripe itself when absent. */
  baseUrl?: string | undefined;
  /** Secrets of the webhook endpoint; two while one replaces the other. */
  webhookSecrets: readonly string[];
  /** Our own address in the browser. */
  publicOrigin: string;
  /** Where connected accounts are opened, as Stripe names countries. */
  country: string;
  /** Whether real money moves. */
  isLive: boolean;
};

/** A person with what a page of the processor needs to know. */
export type Payer = { userId: string; email: string; language: 'es' | 'en' };

/** The payment processor as the backend needs it. Nothing that it says is believed but what is fetched. */
export type Processor = {
  options: ProcessorOptions;
  /** One call of a saga, given up after `CALL_MS`; never throws. */
  perform: (call: StripeCall) => Promise<CallOutcome>;
  /** The page on which a deposit is paid; the same deposit is the same page. */
  depositPage: (payer: Payer, deposit: { depositId: string; cents: bigint }) => Promise<string>;
  /** The page on which the pro plan is subscribed to; the same key is the same page. */
  planPage: (payer: Payer, key: string) => Promise<string>;
  /** Ends a subscription when its paid time is over. */
  endPlan: (subscriptionId: string) => Promise<void>;
  /** An account for a person's payouts; asked twice it is the same one. */
  createAccount: (payer: Payer) => Promise<ConnectedAccountId>;
  /** The page on which a person names or changes a bank. */
  bankPage: (account: ConnectedAccountId, key: string) => Promise<string>;
  /** The bank behind an account, in words; null while none is named or it cannot be paid to. */
  bankOf: (account: ConnectedAccountId) => Promise<string | null>;
};

/** The longest that one request to the processor may take. */
export const CALL_MS = 30_000;

const PRO = { plan: 'pro', title: 'OrbiQuant Pro', cents: 19_00n, currency: CARD_CURRENCY, interval: 'month' } as const;

/** The official client, or the same client before an emulator. */
export function openProcessor(options: ProcessorOptions): Processor {
  const { secretKey, baseUrl, publicOrigin, country } = options;
  const stripe = stripeProcessor({ secretKey, timeoutMs: CALL_MS, baseUrl });
  const back = (result: string): string => `${publicOrigin}/wallet?${result}`;
  return {
    options,
    perform: (call) => stripe.perform(call),
    depositPage: (payer, deposit) => depositPage(stripe, { payer, deposit, back }),
    planPage: async (payer, key) => {
      const { priceId } = await proPlan(stripe);
      const urls = { successUrl: back('plan=done'), cancelUrl: back('plan=cancelled') };
      const wish = { ...urls, key: `plan:${payer.userId}:${key}`, plan: PRO.plan, priceId };
      return urlOf(settledOf(await stripe.subscribe({ ...wish, ...personal(payer) })));
    },
    endPlan: async (id) => void settledOf(await stripe.cancelSubscription({ key: `plan-end:${id}`, id })),
    createAccount: async ({ userId, email }) =>
      settledOf(await stripe.createConnectedAccount({ key: `account:${userId}`, userId, email, country })).id,
    bankPage: async (account, key) => {
      const urls = { returnUrl: back('bank=done'), refreshUrl: back('bank=again') };
      return settledOf(await stripe.accountLink({ key: `bank:${account}:${key}`, account, ...urls })).url;
    },
    bankOf: async (account) => bankInWords(settledOf(await stripe.getAccount(account))),
  };
}

const personal = ({ userId, email, language }: Payer) => ({ userId, email, locale: language });

type Paying = { payer: Payer; deposit: { depositId: string; cents: bigint }; back: (result: string) => string };

async function depositPage(stripe: StripeProcessor, { payer, deposit, back }: Paying): Promise<string> {
  const page = await stripe.createCheckout({
    key: `deposit:${deposit.depositId}`,
    ...deposit,
    ...personal(payer),
    currency: CARD_CURRENCY,
    title: payer.language === 'es' ? 'Depósito en OrbiQuant' : 'OrbiQuant deposit',
    successUrl: back('deposit=done'),
    cancelUrl: back('deposit=cancelled'),
  });
  return urlOf(settledOf(page));
}

async function proPlan(stripe: StripeProcessor): Promise<{ priceId: string }> {
  const known = settledOf(await stripe.listPlans()).find(({ plan }) => plan === PRO.plan);
  return known ?? settledOf(await stripe.createPlan({ key: 'plan:pro:1', ...PRO }));
}

function bankInWords({ bank, isPayoutsEnabled }: ConnectedAccount): string | null {
  return bank && isPayoutsEnabled ? `${bank.bankName ?? 'Bank'} ···· ${bank.last4}` : null;
}

function urlOf({ url }: { url: string | null }): string {
  if (!url) throw new AppError('conflict', 'This page of the payment processor is closed');
  return url;
}

/** What a person waits for: done, or said plainly. Calls of sagas never come here. */
function settledOf<T>(outcome: StripeOutcome<T>): T {
  if (outcome.kind === 'done') return outcome.object;
  if (outcome.kind === 'rejected')
    throw new AppError('unprocessable', 'The payment processor does not accept this', {
      errors: [{ path: outcome.param ?? 'request', code: outcome.code, message: outcome.message }],
    });
  throw new AppError('service-unavailable', 'The payment processor cannot be reached now', {
    retryable: true,
    retryAfterSec: 5,
  });
}
