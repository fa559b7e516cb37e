import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CardDeposit, WithdrawalView } from '@orbiquant/contracts';
import { PAYOUT_CLEARING, PROCESSOR_CLEARING, walletOf, withdrawalPendingOf } from '@orbiquant/ledger';
import { balanceOf, checkLedger } from '@orbiquant/ledger-store';
import { HOUR_MS, paymentsHouse, type PaymentsHouse } from '../testing/payments-house.ts';
import { reconcilePayments } from './reconcile-payments.ts';
import { submitApproved } from './withdrawals.ts';

const DAYS_MS = 72 * HOUR_MS;

describe('a reconciliation that dies on its way', () => {
  let house: PaymentsHouse;
  beforeAll(async () => {
    house = await paymentsHouse();
    await house.nameBank();
    await house.pass(DAYS_MS);
  });
  afterAll(() => house.stop());

  const list = async <T>(path: string): Promise<T[]> =>
    (await house.ask('GET', path, { token: house.token })).body as T[];
  const balance = (account: string, currency: string): Promise<bigint> =>
    balanceOf(house.backend.deps.db.manager, account, currency);
  const booked = (): Promise<Array<{ idempotency_key: string }>> =>
    house.sql('SELECT idempotency_key FROM financial.transfers ORDER BY number');

  /** What the bank holds for us and for those whom we pay, as the bank says it. */
  function bank(): { ours: bigint; theirs: bigint } {
    const { platform, accounts } = house.emulator.stripe.books.truth();
    const { available = 0n, pending = 0n } = platform['usd'] ?? {};
    const theirs = [...accounts.values()].map(({ usd }) => (usd?.available ?? 0n) + (usd?.inTransit ?? 0n));
    return { ours: available + pending, theirs: theirs.reduce((sum, each) => sum + each, 0n) };
  }
  async function expectBooksToAgree(): Promise<void> {
    const { ours, theirs } = bank();
    expect(-(await balance(PROCESSOR_CLEARING, 'USD'))).toBe(ours);
    expect(-(await balance(PAYOUT_CLEARING, 'USD'))).toBe(theirs);
    expect(await checkLedger(house.backend.deps.db)).toMatchObject({ unbalanced: 0, firstBad: null });
    expect(await house.sql('SELECT 1 FROM financial.incidents')).toEqual([]);
  }

  /** Reconciles and dies at the nth point that it passes: in front of a commit, after it, in front of a call or after it. */
  async function dyingAt(nth: number): Promise<'died' | 'done'> {
    let passed = 0;
    const fail = async (): Promise<void> => {
      if (++passed === nth) throw new Error('died');
    };
    return reconcilePayments({ ...house.backend.desk, fail }, 0).then(
      ({ kind }) => {
        expect(kind).toBe('done');
        return 'done' as const;
      },
      (error: Error) => {
        expect(error.message).toBe('died');
        return 'died' as const;
      },
    );
  }

  it('P6: at every point in turn: the one that comes through leaves the books as the bank’s, each adjustment booked once', async () => {
    await house.admin('/faults', { kind: 'drop-webhook', count: 1_000 });
    const before = await balance(walletOf(house.userId), 'USDT');
    for (const cents of [50_00n, 60_00n]) await house.deposit(cents);
    await house.pass(DAYS_MS);
    for (const cents of [40_00n, 50_00n]) {
      const { withdrawalId } = (await house.withdraw(cents)).body as WithdrawalView;
      await house.ask('POST', `/api/v1/admin/withdrawals/${withdrawalId}/approve`, {
        token: house.operatorToken,
        body: {},
      });
    }
    await submitApproved(house.backend.desk);
    await house.settle();
    await house.pass(DAYS_MS);
    let deaths = 0;
    while ((await dyingAt(deaths + 1)) === 'died') {
      deaths += 1;
      const { unbalanced, firstBad } = await checkLedger(house.backend.deps.db);
      expect([unbalanced, firstBad]).toEqual([0, null]);
    }
    expect(deaths).toBeGreaterThan(14);
    const withdrawals = await list<WithdrawalView>('/api/v1/withdrawals');
    expect(withdrawals.map(({ status }) => status)).toEqual(['paid', 'paid']);
    expect((await list<CardDeposit>('/api/v1/deposits')).map(({ status }) => status)).toEqual(['settled', 'settled']);
    expect(await balance(walletOf(house.userId), 'USDT')).toBe(before + 20_000_000n);
    expect(await balance(withdrawalPendingOf(house.userId), 'USD')).toBe(0n);
    await expectBooksToAgree();
    const keys = await booked();
    expect(new Set(keys.map((row) => row.idempotency_key)).size).toBe(keys.length);
    expect(await dyingAt(Number.MAX_SAFE_INTEGER)).toBe('done');
    expect(await booked()).toEqual(keys);
  }, 60_000);
});
