import type { Metadata, StripeList } from './money-objects.ts';

/** Where an account's payouts go. `errored`: the last payout came back, nothing more is sent there. */
export type BankAccount = {
  readonly id: string;
  readonly object: 'bank_account';
  readonly account: string;
  readonly account_holder_name: string | null;
  readonly account_holder_type: string | null;
  readonly account_type: null;
  readonly available_payout_methods: readonly 'standard'[];
  readonly bank_name: string;
  readonly country: string;
  readonly currency: string;
  readonly default_for_currency: boolean;
  readonly fingerprint: string;
  readonly last4: string;
  readonly metadata: Metadata;
  readonly routing_number: string | null;
  readonly status: 'new' | 'errored';
};

/** A connected account: somebody who may be paid. */
export type Account = {
  readonly id: string;
  readonly object: 'account';
  readonly business_profile: null;
  readonly business_type: 'individual';
  readonly capabilities: { readonly card_payments?: 'active' | 'inactive'; readonly transfers: 'active' | 'inactive' };
  readonly charges_enabled: boolean;
  readonly country: string;
  readonly created: number;
  readonly default_currency: string;
  readonly details_submitted: boolean;
  readonly email: string | null;
  readonly external_accounts: StripeList<BankAccount>;
  readonly metadata: Metadata;
  readonly payouts_enabled: boolean;
  readonly requirements: {
    readonly alternatives: readonly never[];
    readonly current_deadline: null;
    readonly currently_due: readonly string[];
    readonly disabled_reason: 'rejected.other' | 'requirements.past_due' | null;
    readonly errors: readonly never[];
    readonly eventually_due: readonly string[];
    readonly past_due: readonly string[];
    readonly pending_verification: readonly never[];
  };
  readonly settings: { readonly payouts: { readonly schedule: { readonly interval: 'manual' } } };
  readonly type: 'express' | 'custom' | 'standard';
};

/** A page, good for one visit, where the owner of a connected account enters bank details. */
export type AccountLink = {
  readonly object: 'account_link';
  readonly created: number;
  readonly expires_at: number;
  readonly url: string;
};
