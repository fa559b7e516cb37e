import type { CallOutcome, StripeCall } from '@orbiquant/payments';
import { stripeAccounts, type StripeAccounts } from './accounts.ts';
import { stripeBilling, type StripeBilling } from './billing.ts';
import { openStripe, type StripeConfig } from './open-stripe.ts';
import { stripePayments, type StripePayments } from './payments.ts';
import { stripePayouts, type StripePayouts } from './payouts.ts';
import { performCall } from './perform-call.ts';

/** All that we ask of Stripe. No call throws for what Stripe or the network does; what is wrong with an amount is thrown. */
export type StripeProcessor = StripePayouts &
  StripePayments &
  StripeBilling &
  StripeAccounts & {
    /** A call of a saga. */
    perform(call: StripeCall): Promise<CallOutcome>;
  };

/** Stripe, or an emulator of it at `baseUrl`. */
export function stripeProcessor(config: StripeConfig): StripeProcessor {
  const open = openStripe(config);
  const ports = { ...stripePayouts(open), ...stripePayments(open), ...stripeBilling(open), ...stripeAccounts(open) };
  return { ...ports, perform: (call) => performCall(ports, call) };
}
