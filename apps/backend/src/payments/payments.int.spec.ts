import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CardDeposit, Wallet, WithdrawalView } from '@orbiquant/contracts';
import { newId } from '@orbiquant/kernel';
import { PAYOUT_CLEARING, PROCESSOR_CLEARING, walletOf } from '@orbiquant/ledger';
import { balanceOf, checkLedger } from '@orbiquant/ledger-store';
import { HOUR_MS, paymentsHouse, type PaymentsHouse } from '../testing/payments-house.ts';
import { reconcilePayments, releaseDeposits } from './reconcile-payments.ts';
import { submitApproved } from './withdrawals.ts';

const WEEK_MS = 7 * 24 * HOUR_MS;
const OPENING_MINOR = 10_000_000_000n;

describe('money in by card and out to a bank', () => {
  let house: PaymentsHouse;
  beforeAll(async () => {
    house = await paymentsHouse();
  });
  afterAll(() => house.stop());

  const wallet = (): Promise<bigint> => balanceOf(house.backend.deps.db.manager, walletOf(house.userId), 'USDT');
  const get = async <T>(path: string): Promise<T> => (await house.ask('GET', path, { token: house.token })).body as T;
  const depositOf = async (id: string): Promise<CardDeposit | undefined> =>
    (await get<CardDeposit[]>('/api/v1/deposits')).find(({ depositId }) => depositId === id);
  const withdrawalOf = async (id: string): Promise<WithdrawalView | undefined> =>
    (await get<WithdrawalView[]>('/api/v1/withdrawals')).find(({ withdrawalId }) => withdrawalId === id);
  const approve = (id: string, token = house.operatorToken) =>
    house.ask('POST', `/api/v1/admin/withdrawals/${id}/approve`, { token, body: {} });
  /** O4: what the bank has is what the books say it has. */
  async function bankAgrees(): Promise<void> {
    const { db } = house.backend.deps;
    const { platform, accounts } = house.emulator.stripe.books.truth();
    const usd = platform['usd'];
    const connected = [...accounts.values()].reduce(
      (sum, { usd: each }) => sum + (each?.available ?? 0n) + (each?.inTransit ?? 0n),
      0n,
    );
    expect(-(await balanceOf(db.manager, PROCESSOR_CLEARING, 'USD'))).toBe(
      (usd?.available ?? 0n) + (usd?.pending ?? 0n),
    );
    expect(-(await balanceOf(db.manager, PAYOUT_CLEARING, 'USD'))).toBe(connected);
    expect((await checkLedger(db)).firstBad).toBeNull();
  }
  async function approved(cents: bigint): Promise<string> {
    const asked = await house.withdraw(cents);
    expect(asked.status).toBe(201);
    const { withdrawalId } = asked.body as WithdrawalView;
    expect((await approve(withdrawalId)).status).toBe(200);
    return withdrawalId;
  }
  async function sent(cents: bigint): Promise<string> {
    const withdrawalId = await approved(cents);
    await submitApproved(house.backend.desk);
    await house.settle();
    return withdrawalId;
  }

  it('W21: a card payment is credited once the processor says so, never on the way back of the browser', async () => {
    const depositId = await house.deposit(500_00n);
    expect(await depositOf(depositId)).toMatchObject({ status: 'settled', checkoutUrl: null });
    expect(await wallet()).toBe(OPENING_MINOR + 500_000_000n);
    await bankAgrees();
  });
  it('what came by card cannot leave before its hold is over', async () => {
    const before = await get<Wallet>('/api/v1/wallet');
    expect(before).toMatchObject({ held: { minor: '500000000' }, available: { minor: '1000000' }, cardsEnabled: true });
    await house.pass(WEEK_MS + 1);
    expect(await releaseDeposits(house.backend.desk)).toBe(1);
    expect(await get<Wallet>('/api/v1/wallet')).toMatchObject({
      held: { minor: '0' },
      available: { minor: '1050000' },
    });
  });
  it('a declined card credits nothing', async () => {
    const before = await wallet();
    const depositId = await house.deposit(20_00n, {
      number: '4000 0000 0000 0002',
      expiry: '12/40',
      cvc: '123',
      name: 'Demo',
    });
    expect((await depositOf(depositId))?.status).not.toBe('settled');
    expect(await wallet()).toBe(before);
  });
  it('W19: no money leaves without a bank, nor before the waiting time after naming one, nor without a fresh password', async () => {
    expect((await house.withdraw(10_00n)).body).toMatchObject({ errors: [{ code: 'no-bank-account' }] });
    await house.nameBank();
    expect((await house.withdraw(10_00n)).body).toMatchObject({ errors: [{ code: 'cool-off' }] });
    await house.pass(49 * HOUR_MS);
    const { accessToken: token } = await house.signIn({
      email: 'demo@orbiquant.example',
      password: 'demo-password-1234',
    });
    const asked = await house.ask('POST', '/api/v1/withdrawals', { token, key: newId(), body: { cents: '1000' } });
    expect([asked.status, asked.body]).toMatchObject([409, { errors: [{ code: 'step-up-needed' }] }]);
  });
  it('a withdrawal goes from asked over agreed and sent to paid, and the bank has what the books say', async () => {
    const before = await wallet();
    const withdrawalId = await sent(100_00n);
    expect(await wallet()).toBe(before - 100_000_000n);
    expect((await withdrawalOf(withdrawalId))?.status).toBe('submitted');
    await bankAgrees();
    await house.pass(72 * HOUR_MS);
    expect((await withdrawalOf(withdrawalId))?.status).toBe('paid');
    await bankAgrees();
  });
  it('W1: a request sent fifty times with one key is one withdrawal; another body under it is refused', async () => {
    const key = newId();
    const before = await wallet();
    const answers = await Promise.all(Array.from({ length: 50 }, () => house.withdraw(3_00n, key)));
    const made = answers.filter(({ status }) => status === 201);
    expect(new Set(made.map(({ body }) => (body as WithdrawalView).withdrawalId)).size).toBe(1);
    expect(answers.every(({ status }) => status === 201 || status === 409)).toBe(true);
    const again = await house.withdraw(3_00n, key);
    expect([again.status, again.headers['idempotency-replayed']]).toEqual([201, 'true']);
    expect((await house.withdraw(4_00n, key)).status).toBe(422);
    expect(await wallet()).toBe(before - 3_000_000n);
  });
  it('W20: from the threshold on two people must agree, neither of them the one who asked', async () => {
    await house.sql(`UPDATE auth.users SET roles = '{investor,operator}' WHERE user_id = $1`, [house.userId]);
    const asked = await house.withdraw(10_000_00n);
    const { withdrawalId } = asked.body as WithdrawalView;
    const { accessToken } = await house.signIn({ email: 'demo@orbiquant.example', password: 'demo-password-1234' });
    expect((await approve(withdrawalId, accessToken)).status).toBe(409);
    expect((await approve(withdrawalId)).body).toMatchObject({ status: 'requested', approvals: 1, approvalsNeeded: 2 });
    expect((await approve(withdrawalId)).status).toBe(409);
    expect((await approve(withdrawalId, house.secondOperatorToken)).body).toMatchObject({ status: 'approved' });
    const before = await wallet();
    const path = `/api/v1/withdrawals/${withdrawalId}/cancel`;
    expect((await house.ask('POST', path, { token: house.token, body: {} })).body).toMatchObject({
      status: 'canceled',
    });
    expect(await wallet()).toBe(before + 10_000_000_000n);
    await house.sql(`UPDATE auth.users SET roles = '{investor}' WHERE user_id = $1`, [house.userId]);
  });
  it('a person sees and cancels only what is their own', async () => {
    const asked = await house.withdraw(2_00n);
    const { withdrawalId } = asked.body as WithdrawalView;
    const path = `/api/v1/withdrawals/${withdrawalId}/cancel`;
    expect((await house.ask('POST', path, { token: house.operatorToken, body: {} })).status).toBe(404);
    expect((await house.ask('GET', '/api/v1/admin/withdrawals', { token: house.token })).status).toBe(403);
    const rejected = await house.ask('POST', `/api/v1/admin/withdrawals/${withdrawalId}/reject`, {
      token: house.operatorToken,
      body: { reason: 'not now' },
    });
    expect(rejected.body).toMatchObject({ status: 'rejected', reason: 'not now' });
  });
  it('W5: an answer that never comes leaves the withdrawal unknown, and the same key finds what happened', async () => {
    await house.admin('/faults', { kind: 'drop-reply', match: 'POST /v1/transfers', count: 1 });
    await house.admin('/faults', { kind: 'drop-webhook', count: 1 });
    const withdrawalId = await sent(50_00n);
    expect((await withdrawalOf(withdrawalId))?.status).toBe('unknown');
    await house.pass(HOUR_MS);
    await house.pass(72 * HOUR_MS);
    expect((await withdrawalOf(withdrawalId))?.status).toBe('paid');
    expect(house.emulator.stripe.books.truth().transfers).toHaveLength(2);
    await bankAgrees();
  });
  it('W13: with every webhook lost, reconciling closes what is open', async () => {
    await house.admin('/faults', { kind: 'drop-webhook', count: 1_000 });
    const withdrawalId = await sent(40_00n);
    const depositId = await house.deposit(30_00n);
    await house.pass(72 * HOUR_MS);
    expect((await withdrawalOf(withdrawalId))?.status).toBe('submitted');
    expect((await depositOf(depositId))?.status).toBe('created');
    const sinceMs = 0;
    expect(await reconcilePayments(house.backend.desk, sinceMs)).toEqual({ kind: 'done' });
    expect((await withdrawalOf(withdrawalId))?.status).toBe('paid');
    expect((await depositOf(depositId))?.status).toBe('settled');
    expect(await reconcilePayments(house.backend.desk, sinceMs)).toEqual({ kind: 'done' });
    await bankAgrees();
  });
  it('W14: an event that is forged, stale, reparsed or for another mode changes nothing and is answered 400', async () => {
    const kept = async (): Promise<number> => (await house.sql('SELECT 1 FROM financial.webhook_events')).length;
    const before = await kept();
    for (const signature of [undefined, 't=1,v1=00', `t=${Math.floor(Date.now() / 1000)},v1=${'0'.repeat(64)}`]) {
      const reply = await fetch(`${house.backend.url}/api/v1/webhooks/stripe`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...(signature ? { 'stripe-signature': signature } : {}) },
        body: JSON.stringify({
          id: 'evt_forged',
          object: 'event',
          type: 'payout.paid',
          livemode: false,
          data: { object: { id: 'po_x' } },
        }),
      });
      expect(reply.status).toBe(400);
    }
    expect(await kept()).toBe(before);
  });
});
