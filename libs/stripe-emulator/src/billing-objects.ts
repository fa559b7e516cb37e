import type { Metadata, StripeList } from './money-objects.ts';
import type { Price } from './payment-objects.ts';

/** One priced thing within a subscription. */
export type SubscriptionItem = {
  readonly id: string;
  readonly object: 'subscription_item';
  readonly billing_thresholds: null;
  readonly created: number;
  readonly current_period_end: number;
  readonly current_period_start: number;
  readonly discounts: readonly never[];
  readonly metadata: Metadata;
  readonly price: Price;
  readonly quantity: number;
  readonly subscription: string;
  readonly tax_rates: readonly never[];
};

/** A plan that renews until somebody cancels it or stops paying. */
export type Subscription = {
  readonly id: string;
  readonly object: 'subscription';
  readonly application: null;
  readonly application_fee_percent: null;
  readonly billing_cycle_anchor: number;
  readonly billing_thresholds: null;
  readonly cancel_at: number | null;
  readonly cancel_at_period_end: boolean;
  readonly canceled_at: number | null;
  readonly collection_method: 'charge_automatically';
  readonly created: number;
  readonly currency: string;
  readonly customer: string;
  readonly customer_account: null;
  readonly days_until_due: null;
  readonly default_payment_method: string | null;
  readonly default_source: null;
  readonly description: string | null;
  readonly discounts: readonly never[];
  readonly ended_at: number | null;
  readonly items: StripeList<SubscriptionItem>;
  readonly latest_invoice: string | null;
  readonly livemode: false;
  readonly metadata: Metadata;
  readonly next_pending_invoice_item_invoice: null;
  readonly on_behalf_of: null;
  readonly pause_collection: null;
  readonly pending_invoice_item_interval: null;
  readonly pending_setup_intent: null;
  readonly pending_update: null;
  readonly schedule: null;
  readonly start_date: number;
  readonly status: 'active' | 'past_due' | 'canceled';
  readonly test_clock: null;
  readonly transfer_data: null;
  readonly trial_end: null;
  readonly trial_start: null;
};

/** What an invoice asks for, line by line. */
export type InvoiceLine = {
  readonly id: string;
  readonly object: 'line_item';
  readonly amount: number;
  readonly currency: string;
  readonly description: string;
  readonly discountable: boolean;
  readonly invoice: string;
  readonly livemode: false;
  readonly metadata: Metadata;
  readonly period: { readonly start: number; readonly end: number };
  readonly quantity: number;
  readonly subscription: string | null;
  readonly subtotal: number;
};

/** Which payment settles, or tries to settle, an invoice. */
export type InvoicePayment = {
  readonly id: string;
  readonly object: 'invoice_payment';
  readonly amount_paid: number | null;
  readonly amount_requested: number;
  readonly created: number;
  readonly currency: string;
  readonly invoice: string;
  readonly is_default: boolean;
  readonly livemode: false;
  readonly payment: { readonly type: 'payment_intent'; readonly payment_intent: string };
  readonly status: 'open' | 'paid';
  readonly status_transitions: { readonly canceled_at: null; readonly paid_at: number | null };
};

/** A bill for one period of a subscription. */
export type Invoice = {
  readonly id: string;
  readonly object: 'invoice';
  readonly account_country: string;
  readonly account_name: string;
  readonly amount_due: number;
  readonly amount_overpaid: number;
  readonly amount_paid: number;
  readonly amount_remaining: number;
  readonly amount_shipping: number;
  readonly application: null;
  readonly attempt_count: number;
  readonly attempted: boolean;
  readonly auto_advance: boolean;
  readonly automatically_finalizes_at: number | null;
  readonly billing_reason: 'subscription_create' | 'subscription_cycle';
  readonly collection_method: 'charge_automatically';
  readonly created: number;
  readonly currency: string;
  readonly customer: string;
  readonly customer_email: string | null;
  readonly customer_name: string | null;
  readonly default_payment_method: null;
  readonly description: string | null;
  readonly due_date: null;
  readonly effective_at: number | null;
  readonly hosted_invoice_url: string | null;
  readonly invoice_pdf: null;
  readonly lines: StripeList<InvoiceLine>;
  readonly livemode: false;
  readonly metadata: Metadata;
  readonly next_payment_attempt: number | null;
  readonly number: string | null;
  readonly on_behalf_of: null;
  readonly parent: {
    readonly quote_details: null;
    readonly subscription_details: { readonly metadata: Metadata; readonly subscription: string };
    readonly type: 'subscription_details';
  };
  readonly payments: StripeList<InvoicePayment>;
  readonly period_end: number;
  readonly period_start: number;
  readonly receipt_number: null;
  readonly starting_balance: number;
  readonly statement_descriptor: null;
  readonly status: 'draft' | 'open' | 'paid' | 'uncollectible' | 'void';
  readonly status_transitions: {
    readonly finalized_at: number | null;
    readonly marked_uncollectible_at: number | null;
    readonly paid_at: number | null;
    readonly voided_at: number | null;
  };
  readonly subtotal: number;
  readonly test_clock: null;
  readonly total: number;
};
