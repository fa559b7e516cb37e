import type * as Ours from '@orbiquant/stripe-emulator';
import type Stripe from 'stripe';

/** Without `readonly`, as the SDK's types are written. */
type Mutable<T> = T extends readonly (infer Item)[]
  ? Mutable<Item>[]
  : T extends object
    ? { -readonly [K in keyof T]: Mutable<T[K]> }
    : T;

/** Names of required fields. */
type Required<T> = { [K in keyof T]-?: object extends Pick<T, K> ? never : K }[keyof T];

/** Names that the official SDK does not know. */
type Invented<O, T> = Exclude<keyof O, keyof T>;
/** Names that the official SDK always gives, and that are left out here. */
type LeftOut<O, T> = Exclude<Required<T>, keyof O>;
/** Fields whose type the official SDK does not allow. */
type Misshapen<O, T> = { [K in keyof O & keyof T]: Mutable<O[K]> extends T[K] ? never : K }[keyof O & keyof T];

/** Every field of the official SDK is there. `But` names the objects within that have fewer fields than Stripe's. */
type Whole<O, T, But extends keyof T = never> =
  Exclude<Invented<O, T> | LeftOut<O, T> | Misshapen<O, T>, But> extends never
    ? 'fits'
    : { invented: Invented<O, T>; leftOut: LeftOut<O, T>; misshapen: Exclude<Misshapen<O, T>, But> };

/** Fields may be missing, but none is invented or of another type. */
type Part<O, T, But extends keyof T = never> =
  Exclude<Invented<O, T> | Misshapen<O, T>, But> extends never
    ? 'fits'
    : { invented: Invented<O, T>; misshapen: Exclude<Misshapen<O, T>, But> };

type Shapes = {
  account: Whole<Ours.Account, Stripe.Account, 'settings'>;
  balanceTransaction: Whole<Ours.BalanceTransaction, Stripe.BalanceTransaction>;
  bankAccount: Whole<Ours.BankAccount, Stripe.BankAccount>;
  charge: Whole<Ours.Charge, Stripe.Charge, 'payment_method_details'>;
  checkoutSession: Part<Ours.CheckoutSession, Stripe.Checkout.Session, 'line_items'>;
  customer: Whole<Ours.Customer, Stripe.Customer>;
  dispute: Part<Ours.Dispute, Stripe.Dispute, 'evidence_details'>;
  invoice: Part<Ours.Invoice, Stripe.Invoice, 'lines'>;
  lineItem: Part<Ours.LineItem, Stripe.LineItem, 'price'>;
  paymentIntent: Part<Ours.PaymentIntent, Stripe.PaymentIntent>;
  paymentMethod: Whole<Ours.PaymentMethod, Stripe.PaymentMethod, 'card'>;
  payout: Whole<Ours.Payout, Stripe.Payout>;
  price: Part<Ours.Price, Stripe.Price>;
  product: Part<Ours.Product, Stripe.Product>;
  refund: Whole<Ours.Refund, Stripe.Refund>;
  subscription: Part<Ours.Subscription, Stripe.Subscription, 'items'>;
  subscriptionItem: Part<Ours.SubscriptionItem, Stripe.SubscriptionItem, 'price'>;
  transfer: Whole<Ours.Transfer, Stripe.Transfer>;
  transferReversal: Whole<Ours.TransferReversal, Stripe.TransferReversal>;
};

/** The objects of money have every field of the official SDK; the others have those that somebody here reads. */
export const shapes: Shapes = {
  account: 'fits',
  balanceTransaction: 'fits',
  bankAccount: 'fits',
  charge: 'fits',
  checkoutSession: 'fits',
  customer: 'fits',
  dispute: 'fits',
  invoice: 'fits',
  lineItem: 'fits',
  paymentIntent: 'fits',
  paymentMethod: 'fits',
  payout: 'fits',
  price: 'fits',
  product: 'fits',
  refund: 'fits',
  subscription: 'fits',
  subscriptionItem: 'fits',
  transfer: 'fits',
  transferReversal: 'fits',
};
