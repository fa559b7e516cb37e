import { connectedAccountId, type ConnectedAccountId } from '@orbiquant/payments';
import type Stripe from 'stripe';
import { keyed, type OpenStripe } from './open-stripe.ts';
import { attempt, mapDone, type StripeOutcome } from './outcome.ts';

/** An investor's account at Stripe. */
export type ConnectedAccount = {
  readonly id: ConnectedAccountId;
  readonly userId: string | null;
  readonly isPayoutsEnabled: boolean;
  readonly isTransfersEnabled: boolean;
  /** The bank account that payouts go to; null until one is entered, or when the last one was stopped. */
  readonly bank: {
    readonly id: string;
    readonly bankName: string | null;
    readonly last4: string;
    readonly fingerprint: string | null;
  } | null;
};

/** Where investors' money leaves to. */
export type StripeAccounts = {
  createConnectedAccount(wish: {
    readonly key: string;
    readonly userId: string;
    readonly email: string;
    readonly country: string;
  }): Promise<StripeOutcome<ConnectedAccount>>;
  getAccount(id: ConnectedAccountId): Promise<StripeOutcome<ConnectedAccount>>;
  /** A page, good for one visit, where its owner enters bank details. */
  accountLink(wish: {
    readonly key: string;
    readonly account: ConnectedAccountId;
    readonly returnUrl: string;
    readonly refreshUrl: string;
  }): Promise<StripeOutcome<{ url: string; expiresAtMs: number }>>;
};

export const stripeAccounts = ({ client }: OpenStripe): StripeAccounts => ({
  async createConnectedAccount({ key, userId, email, country }) {
    const params: Stripe.AccountCreateParams = {
      type: 'express',
      country,
      email,
      business_type: 'individual',
      capabilities: { transfers: { requested: true } },
      // money leaves when a withdrawal says so, never by itself
      settings: { payouts: { schedule: { interval: 'manual' } } },
      metadata: { user: userId },
    };
    return mapDone(await attempt(() => client.accounts.create(params, keyed(key))), accountOf);
  },
  getAccount: async (id) => mapDone(await attempt(() => client.accounts.retrieve(id)), accountOf),
  async accountLink({ key, account, returnUrl, refreshUrl }) {
    const params = { account, type: 'account_onboarding', return_url: returnUrl, refresh_url: refreshUrl } as const;
    const link = await attempt(() => client.accountLinks.create(params, keyed(key)));
    return mapDone(link, ({ url, expires_at }) => ({ url, expiresAtMs: expires_at * 1000 }));
  },
});

const accountOf = (account: Stripe.Account): ConnectedAccount => ({
  id: connectedAccountId(account.id),
  userId: account.metadata?.['user'] ?? null,
  isPayoutsEnabled: account.payouts_enabled,
  isTransfersEnabled: account.capabilities?.transfers === 'active',
  bank: bankOf(account.external_accounts?.data ?? []),
});

function bankOf(accounts: readonly Stripe.ExternalAccount[]): ConnectedAccount['bank'] {
  for (const one of accounts) {
    if (one.object !== 'bank_account' || one.status === 'errored') continue;
    return { id: one.id, bankName: one.bank_name, last4: one.last4, fingerprint: one.fingerprint };
  }
  return null;
}
