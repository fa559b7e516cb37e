import { connectedAccountId, type StripeRead } from './stripe-call.ts';

/** A verified event of the processor as it is kept: enough to know what to fetch. Its content is never believed. */
export type WebhookEvent = {
  eventId: string;
  type: string;
  /** The connected account that it is about; null: our own. */
  account: string | null;
  /** The id of the object that it carries, and of the charge or payment that this belongs to, where it names one. */
  objectId: string;
  chargeId: string | null;
  paymentId: string | null;
};

type Bell = (event: WebhookEvent) => StripeRead[];

const ofCharge: Bell = ({ chargeId }) => (chargeId === null ? [] : [{ op: 'get-payment-of-charge', id: chargeId }]);

/** Which objects to fetch when an event of a kind arrives; the longest beginning of its type decides. */
const BELLS: ReadonlyArray<readonly [string, Bell]> = [
  [
    'payout.',
    ({ account, objectId }) =>
      account === null ? [] : [{ op: 'get-payout', id: objectId, account: connectedAccountId(account) }],
  ],
  [
    'transfer.',
    ({ objectId }) => [
      { op: 'get-transfer', id: objectId },
      { op: 'find-reversals', transferId: objectId },
    ],
  ],
  [
    'checkout.session.',
    ({ objectId, paymentId }) => [
      { op: 'get-checkout', id: objectId },
      ...(paymentId === null ? [] : [{ op: 'get-payment' as const, id: paymentId }]),
    ],
  ],
  ['payment_intent.', ({ objectId }) => [{ op: 'get-payment', id: objectId }]],
  ['charge.dispute.', ofCharge],
  ['charge.refund.', ofCharge],
  ['charge.', ({ objectId }) => [{ op: 'get-payment-of-charge', id: objectId }]],
  ['refund.', ofCharge],
  ['customer.subscription.', ({ objectId }) => [{ op: 'get-subscription', id: objectId }]],
  ['invoice.', ({ objectId }) => [{ op: 'get-invoice', id: objectId }]],
];

/** What an event makes us fetch; nothing for events that mean nothing to us. A connected account's own charges are its own affair. */
export function readsOf(event: WebhookEvent): StripeRead[] {
  const bell = BELLS.find(([beginning]) => event.type.startsWith(beginning));
  if (!bell || (event.account !== null && bell[0] !== 'payout.')) return [];
  return bell[1](event);
}
