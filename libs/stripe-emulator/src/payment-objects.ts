import type { BillingDetails, Metadata, StripeList } from './money-objects.ts';

/** Somebody who pays. */
export type Customer = {
  readonly id: string;
  readonly object: 'customer';
  readonly address: null;
  readonly balance: number;
  readonly created: number;
  readonly currency: string | null;
  readonly default_source: null;
  readonly delinquent: boolean;
  readonly description: string | null;
  readonly email: string | null;
  readonly invoice_settings: {
    readonly custom_fields: null;
    readonly default_payment_method: string | null;
    readonly footer: null;
    readonly rendering_options: null;
  };
  readonly livemode: false;
  readonly metadata: Metadata;
  readonly name: string | null;
  readonly phone: string | null;
  readonly preferred_locales: readonly string[];
  readonly shipping: null;
};

/** How somebody pays: a card, or a bank account to debit. */
export type PaymentMethod = {
  readonly id: string;
  readonly object: 'payment_method';
  readonly billing_details: BillingDetails;
  readonly card?: {
    readonly brand: string;
    readonly country: string;
    readonly exp_month: number;
    readonly exp_year: number;
    readonly funding: string;
    readonly last4: string;
  };
  readonly created: number;
  readonly customer: string | null;
  readonly customer_account: null;
  readonly livemode: false;
  readonly metadata: Metadata;
  readonly type: 'card' | 'us_bank_account';
};

/** Why the last attempt to pay failed. */
export type PaymentError = {
  readonly type: 'card_error' | 'invalid_request_error';
  readonly code: string;
  readonly decline_code?: string;
  readonly message: string;
  readonly charge?: string;
};

/** One payment from the wish to the money. */
export type PaymentIntent = {
  readonly id: string;
  readonly object: 'payment_intent';
  readonly amount: number;
  readonly amount_capturable: number;
  readonly amount_received: number;
  readonly application: null;
  readonly application_fee_amount: null;
  readonly automatic_payment_methods: null;
  readonly canceled_at: number | null;
  readonly cancellation_reason: 'requested_by_customer' | null;
  readonly capture_method: 'automatic';
  readonly client_secret: string;
  readonly confirmation_method: 'automatic';
  readonly created: number;
  readonly currency: string;
  readonly customer: string | null;
  readonly customer_account: null;
  readonly description: string | null;
  readonly last_payment_error: PaymentError | null;
  readonly latest_charge: string | null;
  readonly livemode: false;
  readonly metadata: Metadata;
  readonly next_action: null;
  readonly on_behalf_of: null;
  readonly payment_method: string | null;
  readonly payment_method_options: null;
  readonly payment_method_types: readonly string[];
  readonly processing: null;
  readonly receipt_email: string | null;
  readonly review: null;
  readonly setup_future_usage: null;
  readonly shipping: null;
  readonly source: null;
  readonly statement_descriptor: null;
  readonly statement_descriptor_suffix: null;
  readonly status: 'requires_payment_method' | 'requires_confirmation' | 'processing' | 'succeeded' | 'canceled';
  readonly transfer_data: null;
  readonly transfer_group: string | null;
};

/** What is bought in a checkout. */
export type LineItem = {
  readonly id: string;
  readonly object: 'item';
  readonly amount_discount: number;
  readonly amount_subtotal: number;
  readonly amount_tax: number;
  readonly amount_total: number;
  readonly currency: string;
  readonly description: string;
  readonly price: Price;
  readonly quantity: number;
};

/** A hosted page where somebody pays; it never proves anything by its redirect. */
export type CheckoutSession = {
  readonly id: string;
  readonly object: 'checkout.session';
  readonly after_expiration: null;
  readonly allow_promotion_codes: null;
  readonly amount_subtotal: number;
  readonly amount_total: number;
  readonly billing_address_collection: null;
  readonly cancel_url: string | null;
  readonly client_reference_id: string | null;
  readonly client_secret: null;
  readonly consent: null;
  readonly consent_collection: null;
  readonly created: number;
  readonly currency: string;
  readonly currency_conversion: null;
  readonly customer: string | null;
  readonly customer_creation: 'always' | 'if_required' | null;
  readonly customer_email: string | null;
  readonly expires_at: number;
  readonly invoice: string | null;
  readonly invoice_creation: null;
  readonly line_items: StripeList<LineItem>;
  readonly livemode: false;
  readonly locale: string | null;
  readonly metadata: Metadata;
  readonly mode: 'payment' | 'subscription';
  readonly payment_intent: string | null;
  readonly payment_link: null;
  readonly payment_method_types: readonly string[];
  readonly payment_status: 'paid' | 'unpaid' | 'no_payment_required';
  readonly recovered_from: null;
  readonly setup_intent: null;
  readonly shipping_cost: null;
  readonly status: 'open' | 'complete' | 'expired';
  readonly submit_type: null;
  readonly subscription: string | null;
  readonly success_url: string;
  readonly ui_mode: 'hosted_page';
  readonly url: string | null;
};

/** What a plan or good is. */
export type Product = {
  readonly id: string;
  readonly object: 'product';
  readonly active: boolean;
  readonly created: number;
  readonly default_price: string | null;
  readonly description: string | null;
  readonly images: readonly string[];
  readonly livemode: false;
  readonly marketing_features: readonly never[];
  readonly metadata: Metadata;
  readonly name: string;
  readonly package_dimensions: null;
  readonly shippable: null;
  readonly statement_descriptor: null;
  readonly tax_code: null;
  readonly type: 'service';
  readonly unit_label: null;
  readonly updated: number;
  readonly url: null;
};

/** What a product costs, once or again and again. */
export type Price = {
  readonly id: string;
  readonly object: 'price';
  readonly active: boolean;
  readonly billing_scheme: 'per_unit';
  readonly created: number;
  readonly currency: string;
  readonly custom_unit_amount: null;
  readonly livemode: false;
  readonly lookup_key: string | null;
  readonly metadata: Metadata;
  readonly nickname: string | null;
  readonly product: string;
  readonly recurring: PriceRecurring | null;
  readonly tax_behavior: 'unspecified';
  readonly tiers_mode: null;
  readonly transform_quantity: null;
  readonly type: 'one_time' | 'recurring';
  readonly unit_amount: number;
};
/** How often a price is due. */
export type PriceRecurring = {
  readonly interval: 'day' | 'week' | 'month' | 'year';
  readonly interval_count: number;
  readonly meter: null;
  readonly trial_period_days: null;
  readonly usage_type: 'licensed';
};
