/** Key-value pairs that a caller attaches to an object and later finds it by. */
export type Metadata = Readonly<Record<string, string>>;

/** A list as Stripe nests and pages it. */
export type StripeList<T> = { object: 'list'; url: string; has_more: boolean; data: readonly T[] };

/** A movement of an account's balance. `net` = `amount` - `fee`; the sum of all `net` is the balance. */
export type BalanceTransaction = {
  readonly id: string;
  readonly object: 'balance_transaction';
  readonly amount: number;
  readonly available_on: number;
  readonly balance_type: 'payments';
  readonly created: number;
  readonly currency: string;
  readonly description: string | null;
  readonly exchange_rate: null;
  readonly fee: number;
  readonly fee_details: readonly FeeDetail[];
  readonly net: number;
  readonly reporting_category: string;
  readonly source: string | null;
  readonly status: 'pending' | 'available';
  readonly type: BalanceTransactionType;
};
/** A part of what Stripe kept of a charge. */
export type FeeDetail = {
  readonly amount: number;
  readonly application: null;
  readonly currency: string;
  readonly description: string;
  readonly type: 'stripe_fee';
};
/** What moved a balance. */
export type BalanceTransactionType =
  | 'adjustment'
  | 'charge'
  | 'payment'
  | 'payment_refund'
  | 'payout'
  | 'payout_cancel'
  | 'payout_failure'
  | 'refund'
  | 'refund_failure'
  | 'topup'
  | 'transfer'
  | 'transfer_refund';

/** Money sent from an account's balance to its bank. Negative news may come after `paid`. */
export type Payout = {
  readonly id: string;
  readonly object: 'payout';
  readonly amount: number;
  readonly application_fee: null;
  readonly application_fee_amount: null;
  readonly arrival_date: number;
  readonly automatic: boolean;
  readonly balance_transaction: string;
  readonly created: number;
  readonly currency: string;
  readonly description: string | null;
  readonly destination: string | null;
  readonly failure_balance_transaction: string | null;
  readonly failure_code: string | null;
  readonly failure_message: string | null;
  readonly livemode: false;
  readonly metadata: Metadata;
  readonly method: 'standard';
  readonly original_payout: null;
  readonly payout_method: null;
  readonly reconciliation_status: 'not_applicable';
  readonly reversed_by: null;
  readonly source_type: 'card';
  readonly statement_descriptor: string | null;
  readonly status: 'pending' | 'in_transit' | 'paid' | 'failed' | 'canceled';
  readonly trace_id: null;
  readonly type: 'bank_account';
};

/** Money moved from the platform to a connected account. */
export type Transfer = {
  readonly id: string;
  readonly object: 'transfer';
  readonly amount: number;
  readonly amount_reversed: number;
  readonly balance_transaction: string;
  readonly created: number;
  readonly currency: string;
  readonly description: string | null;
  readonly destination: string;
  readonly destination_payment: string;
  readonly livemode: false;
  readonly metadata: Metadata;
  readonly reversals: StripeList<TransferReversal>;
  readonly reversed: boolean;
  readonly source_transaction: null;
  readonly source_type: 'card';
  readonly transfer_group: string | null;
};

/** Money taken back from a connected account. */
export type TransferReversal = {
  readonly id: string;
  readonly object: 'transfer_reversal';
  readonly amount: number;
  readonly balance_transaction: string;
  readonly created: number;
  readonly currency: string;
  readonly destination_payment_refund: string;
  readonly metadata: Metadata;
  readonly source_refund: null;
  readonly transfer: string;
};

/** A card or bank payment received; on a connected account also the arrival of a transfer (`py_`). */
export type Charge = {
  readonly id: string;
  readonly object: 'charge';
  readonly amount: number;
  readonly amount_captured: number;
  readonly amount_refunded: number;
  readonly application: null;
  readonly application_fee: null;
  readonly application_fee_amount: null;
  readonly balance_transaction: string | null;
  readonly billing_details: BillingDetails;
  readonly calculated_statement_descriptor: string | null;
  readonly captured: boolean;
  readonly created: number;
  readonly currency: string;
  readonly customer: string | null;
  readonly description: string | null;
  readonly disputed: boolean;
  readonly failure_balance_transaction: string | null;
  readonly failure_code: string | null;
  readonly failure_message: string | null;
  readonly fraud_details: Readonly<Record<string, never>>;
  readonly livemode: false;
  readonly metadata: Metadata;
  readonly on_behalf_of: null;
  readonly outcome: ChargeOutcome | null;
  readonly paid: boolean;
  readonly payment_intent: string | null;
  readonly payment_method: string | null;
  readonly payment_method_details: PaymentMethodDetails | null;
  readonly receipt_email: string | null;
  readonly receipt_number: null;
  readonly receipt_url: null;
  readonly refunded: boolean;
  readonly review: null;
  readonly shipping: null;
  readonly source: null;
  readonly source_transfer: string | null;
  readonly statement_descriptor: null;
  readonly statement_descriptor_suffix: null;
  readonly status: 'succeeded' | 'pending' | 'failed';
  readonly transfer_data: null;
  readonly transfer_group: string | null;
};
/** Who paid, as far as it is known. */
export type BillingDetails = {
  readonly address: null;
  readonly email: string | null;
  readonly name: string | null;
  readonly phone: null;
  readonly tax_id: null;
};
/** What the payer's bank said. */
export type ChargeOutcome = {
  readonly advice_code: null;
  readonly network_advice_code: null;
  readonly network_decline_code: string | null;
  readonly network_status: string;
  readonly reason: string | null;
  readonly risk_level: string;
  readonly seller_message: string;
  readonly type: string;
};
/** What a charge was paid with. */
export type PaymentMethodDetails = {
  readonly type: 'card' | 'us_bank_account';
  readonly card?: {
    readonly brand: string;
    readonly last4: string;
    readonly exp_month: number;
    readonly exp_year: number;
  };
};

/** Money given back to a payer. It may fail after it has succeeded. */
export type Refund = {
  readonly id: string;
  readonly object: 'refund';
  readonly amount: number;
  readonly balance_transaction: string | null;
  readonly charge: string;
  readonly created: number;
  readonly currency: string;
  readonly customer: string | null;
  readonly customer_account: null;
  readonly failure_balance_transaction?: string;
  readonly failure_reason?: string;
  readonly metadata: Metadata;
  readonly payment_intent: string | null;
  readonly payment_method: string | null;
  readonly reason: string | null;
  readonly receipt_number: null;
  readonly source_transfer_reversal: null;
  readonly status: 'pending' | 'succeeded' | 'failed';
  readonly transfer_reversal: null;
};

/** A payer's bank takes a charge back; won means that the money returns. */
export type Dispute = {
  readonly id: string;
  readonly object: 'dispute';
  readonly amount: number;
  readonly balance_transactions: readonly BalanceTransaction[];
  readonly charge: string;
  readonly created: number;
  readonly currency: string;
  readonly enhanced_eligibility_types: readonly never[];
  readonly evidence_details: DisputeEvidenceDetails;
  readonly is_charge_refundable: boolean;
  readonly livemode: false;
  readonly metadata: Metadata;
  readonly network_reason_code: string | null;
  readonly payment_intent: string | null;
  readonly reason: string;
  readonly status: 'needs_response' | 'under_review' | 'won' | 'lost';
};
/** Until when a dispute can be answered. */
export type DisputeEvidenceDetails = {
  readonly due_by: number;
  readonly enhanced_eligibility: Readonly<Record<string, never>>;
  readonly has_evidence: boolean;
  readonly past_due: boolean;
  readonly submission_count: number;
};
