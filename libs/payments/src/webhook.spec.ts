import { describe, expect, it } from '@jest/globals';
import { connectedAccountId, readsOf, type StripeRead, type WebhookEvent } from './index.ts';

const event = (type: string, change: Partial<WebhookEvent> = {}): WebhookEvent => ({
  eventId: 'evt_1',
  type,
  account: null,
  objectId: 'x_1',
  chargeId: 'ch_1',
  paymentId: 'pi_1',
  ...change,
});

describe('an event', () => {
  it.each<[string, Partial<WebhookEvent>, StripeRead[]]>([
    ['payout.paid', { account: 'acct_1' }, [{ op: 'get-payout', id: 'x_1', account: connectedAccountId('acct_1') }]],
    ['payout.paid', {}, []],
    [
      'transfer.reversed',
      {},
      [
        { op: 'get-transfer', id: 'x_1' },
        { op: 'find-reversals', transferId: 'x_1' },
      ],
    ],
    ['payment_intent.succeeded', {}, [{ op: 'get-payment', id: 'x_1' }]],
    ['charge.succeeded', {}, [{ op: 'get-payment-of-charge', id: 'x_1' }]],
    ['charge.succeeded', { account: 'acct_1' }, []],
    ['charge.dispute.created', {}, [{ op: 'get-payment-of-charge', id: 'ch_1' }]],
    ['refund.failed', {}, [{ op: 'get-payment-of-charge', id: 'ch_1' }]],
    ['checkout.session.expired', { paymentId: null }, [{ op: 'get-checkout', id: 'x_1' }]],
    ['customer.subscription.updated', {}, [{ op: 'get-subscription', id: 'x_1' }]],
    ['invoice.paid', {}, [{ op: 'get-invoice', id: 'x_1' }]],
    ['balance.available', {}, []],
  ])('W11 %s %p only says what to fetch', (type, change, reads) => {
    expect(readsOf(event(type, change))).toEqual(reads);
  });
  it('W17 an account that is none of the processor cannot be paid to', () => {
    expect(() => connectedAccountId('ba_1')).toThrow('not an account of the processor');
  });
});
