import {
  connectedAccountId,
  type ConnectedAccountId,
  type PayoutObject,
  type ReversalObject,
  type Tag,
  type TransferObject,
} from '@orbiquant/payments';
import { metadataOf, payoutOf, reversalOf, transferOf } from './objects.ts';
import { keyed, type OpenStripe } from './open-stripe.ts';
import { attempt, mapDone, type StripeOutcome } from './outcome.ts';
import { stripeAmount } from './stripe-amount.ts';
import { since, wholeList } from './whole-list.ts';

/** Money on its way out: its key was stored before, its tag finds it again. */
type Sending = { readonly key: string; readonly tag: Tag; readonly cents: bigint; readonly currency: string };

/** The two legs of a withdrawal, and the way back. */
export type StripePayouts = {
  createTransfer(
    sending: Sending & { readonly destination: ConnectedAccountId },
  ): Promise<StripeOutcome<TransferObject>>;
  getTransfer(id: string): Promise<StripeOutcome<TransferObject>>;
  /** Every transfer of a saga, whatever became of it. */
  findTransfersByMetadata(wanted: {
    readonly sagaId: string;
    readonly destination: ConnectedAccountId;
  }): Promise<StripeOutcome<TransferObject[]>>;
  reverseTransfer(
    taking: Omit<Sending, 'currency'> & { readonly transferId: string; readonly currency?: string },
  ): Promise<StripeOutcome<ReversalObject>>;
  findReversals(transferId: string): Promise<StripeOutcome<ReversalObject[]>>;
  /** From a connected account to that account's bank: without an account it would be our own bank, so it cannot be left out. */
  createPayout(sending: Sending & { readonly account: ConnectedAccountId }): Promise<StripeOutcome<PayoutObject>>;
  getPayout(wanted: {
    readonly id: string;
    readonly account: ConnectedAccountId;
  }): Promise<StripeOutcome<PayoutObject>>;
  /** Every payout of a saga on an account, whatever became of it. */
  findPayoutsByMetadata(wanted: {
    readonly sagaId: string;
    readonly account: ConnectedAccountId;
  }): Promise<StripeOutcome<PayoutObject[]>>;
  listPayouts(wanted: {
    readonly account: ConnectedAccountId;
    readonly sinceMs: number;
  }): Promise<StripeOutcome<PayoutObject[]>>;
  listTransfers(sinceMs: number): Promise<StripeOutcome<(TransferObject | ReversalObject)[]>>;
};

export const stripePayouts = (open: OpenStripe): StripePayouts => ({ ...transfers(open), ...payouts(open) });

type Transfers = Pick<
  StripePayouts,
  'createTransfer' | 'getTransfer' | 'findTransfersByMetadata' | 'reverseTransfer' | 'findReversals' | 'listTransfers'
>;

const transfers = ({ client }: OpenStripe): Transfers => ({
  async createTransfer({ key, tag, cents, currency, destination }) {
    const params = {
      ...stripeAmount(cents, currency),
      destination,
      metadata: metadataOf(tag),
      transfer_group: tag.sagaId,
    };
    return mapDone(await attempt(() => client.transfers.create(params, keyed(key))), transferOf);
  },
  getTransfer: async (id) => mapDone(await attempt(() => client.transfers.retrieve(id)), transferOf),
  async findTransfersByMetadata({ sagaId, destination }) {
    const all = await wholeList((page) => client.transfers.list({ ...page, destination }));
    return mapDone(all, (rows) => rows.map(transferOf).filter(({ tag }) => tag?.sagaId === sagaId));
  },
  async reverseTransfer({ key, tag, cents, transferId, currency = 'USD' }) {
    const { amount } = stripeAmount(cents, currency);
    return mapDone(
      await attempt(() =>
        client.transfers.createReversal(transferId, { amount, metadata: metadataOf(tag) }, keyed(key)),
      ),
      reversalOf,
    );
  },
  async findReversals(transferId) {
    const all = await wholeList((page) => client.transfers.listReversals(transferId, page));
    return mapDone(all, (rows) => rows.map(reversalOf));
  },
  async listTransfers(sinceMs) {
    const all = await wholeList((page) => client.transfers.list({ ...page, ...since(sinceMs) }));
    return mapDone(all, (rows) => rows.flatMap((row) => [transferOf(row), ...row.reversals.data.map(reversalOf)]));
  },
});

type Payouts = Pick<StripePayouts, 'createPayout' | 'getPayout' | 'findPayoutsByMetadata' | 'listPayouts'>;

const payouts = ({ client }: OpenStripe): Payouts => ({
  async createPayout({ key, tag, cents, currency, account: named }) {
    // whoever comes from untyped code would pay our own bank
    const account = connectedAccountId(named);
    const params = { ...stripeAmount(cents, currency), metadata: metadataOf(tag) };
    return mapDone(await attempt(() => client.payouts.create(params, keyed(key, account))), (payout) =>
      payoutOf(payout, account),
    );
  },
  getPayout: async ({ id, account }) =>
    mapDone(await attempt(() => client.payouts.retrieve(id, {}, { stripeAccount: account })), (payout) =>
      payoutOf(payout, account),
    ),
  async findPayoutsByMetadata({ sagaId, account }) {
    const all = await wholeList((page) => client.payouts.list(page, { stripeAccount: account }));
    return mapDone(all, (rows) =>
      rows.map((row) => payoutOf(row, account)).filter(({ tag }) => tag?.sagaId === sagaId),
    );
  },
  async listPayouts({ account, sinceMs }) {
    const all = await wholeList((page) =>
      client.payouts.list({ ...page, ...since(sinceMs) }, { stripeAccount: account }),
    );
    return mapDone(all, (rows) => rows.map((row) => payoutOf(row, account)));
  },
});
