export type { ConnectedAccount, StripeAccounts } from './accounts.ts';
export type { PlanPrice, StripeBilling, SubscriptionWish } from './billing.ts';
export { API_VERSION, type StripeConfig } from './open-stripe.ts';
export type { StripeOutcome } from './outcome.ts';
export type { DepositWish, HostedPage, StripePayments } from './payments.ts';
export type { StripePayouts } from './payouts.ts';
export { stripeAmount, stripeDecimals } from './stripe-amount.ts';
export * from './stripe-processor.ts';
export * from './verify-webhook.ts';
