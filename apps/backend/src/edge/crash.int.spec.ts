import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '@orbiquant/kernel';
import { checkLedger } from '@orbiquant/ledger-store';
import { until } from '@orbiquant/testing';
import { crashableDatabase, type CrashableDatabase } from '../testing/crashable-database.ts';
import { INVESTOR, testHouse, type TestHouse } from '../testing/test-house.ts';

const CRASHES = 100;
const AT_ONCE = 4;

describe('a database that is killed under load', () => {
  let database: CrashableDatabase;
  let house: TestHouse;
  beforeAll(async () => {
    database = await crashableDatabase();
    house = await testHouse({}, database);
  }, 60_000);
  afterAll(async () => {
    await house.stop();
    await database.remove();
  });

  it('I1: 100 immediate stops: every acknowledged write is there, none is half done, and it serves again within 5 s', async () => {
    const token = (await house.signIn(INVESTOR)).accessToken;
    const [product] = (await house.ask('GET', '/api/v1/products', { token })).body as Array<{ productId: string }>;
    const productId = product?.productId ?? '';
    const subscribe = async (key: string): Promise<{ status: number; id: string }> => {
      const path = `/api/v1/products/${productId}/subscriptions`;
      const body = { cashMinor: '10000000', riskAccepted: true };
      const answer = await house.ask('POST', path, { token, key, body });
      return { status: answer.status, id: (answer.body as { subscriptionId?: string } | null)?.subscriptionId ?? '' };
    };
    const [{ user_id: userId } = { user_id: '' }] = await house.freshSql<{ user_id: string }>(
      'SELECT user_id FROM auth.users WHERE email = $1',
      [INVESTOR.email],
    );
    await house.freshSql(`INSERT INTO financial.payout_accounts VALUES ($1, 'acct_crash', 'Bank', NULL)`, [userId]);
    const withdraw = async (key: string): Promise<{ status: number; id: string }> => {
      const answer = await house.ask('POST', '/api/v1/withdrawals', { token, key, body: { cents: '100' } });
      return { status: answer.status, id: (answer.body as { withdrawalId?: string } | null)?.withdrawalId ?? '' };
    };
    const acknowledged = new Set<string>();
    const reserved = new Set<string>();
    for (let round = 0; round < CRASHES; round++) {
      // what a proof of who asks is good for is not long, and a crash does not lengthen it
      if (round % 25 === 0)
        await house.ask('POST', '/api/v1/auth/step-up', { token, body: { password: INVESTOR.password } });
      const asking = Array.from({ length: AT_ONCE }, () => subscribe(newId()));
      const reserving = withdraw(newId());
      // one is through, the others are on their way
      await (round % 4 === 0 ? reserving : Promise.race(asking));
      await database.crash();
      await database.restart();
      for (const { status, id } of await Promise.all(asking)) {
        expect([201, 503]).toContain(status);
        if (status === 201) acknowledged.add(id);
      }
      const { status, id } = await reserving;
      expect([201, 503]).toContain(status);
      if (status === 201) reserved.add(id);
      await until('it serves again', async () => (await house.ask('GET', '/health/ready')).status === 200, 5_000);
    }
    const stored = await house.freshSql<{ subscription_id: string }>(
      'SELECT subscription_id FROM investment.subscriptions',
    );
    expect(acknowledged.size).toBeGreaterThanOrEqual(CRASHES / 2);
    expect(stored.map((row) => row.subscription_id)).toEqual(expect.arrayContaining([...acknowledged]));
    const [pending] = await house.freshSql<{ balance: string }>(
      'SELECT balance FROM financial.balances WHERE account_id = $1',
      [`pool:${productId}:subscriptions-pending`],
    );
    expect(BigInt(pending?.balance ?? 0)).toBe(BigInt(stored.length) * 10_000_000n);
    const withdrawals = await house.freshSql<{ withdrawal_id: string }>(
      'SELECT withdrawal_id FROM financial.withdrawals',
    );
    expect(reserved.size).toBeGreaterThan(5);
    expect(withdrawals.map((row) => row.withdrawal_id)).toEqual(expect.arrayContaining([...reserved]));
    const [set] = await house.freshSql<{ balance: string }>(
      'SELECT balance FROM financial.balances WHERE account_id = $1',
      [`customer:${userId}:withdrawal-pending`],
    );
    expect(BigInt(set?.balance ?? 0)).toBe(BigInt(withdrawals.length) * 100n);
    const sound = { unbalanced: 0, chainBreaks: 0, balanceMismatches: 0, firstBad: null };
    expect(await checkLedger(house.backend.deps.db)).toMatchObject(sound);
  }, 240_000);
});
