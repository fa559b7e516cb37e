import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { newId, seededRng } from '@orbiquant/kernel';
import { balanceOf, checkLedger, ledgerEntities, post } from '@orbiquant/ledger-store';
import { walletOf, withdrawalPendingOf } from '@orbiquant/ledger';
import {
  connectedAccountId,
  DEPOSIT_TRANSITIONS,
  WITHDRAWAL_POLICY,
  WITHDRAWAL_TRANSITIONS,
  type PaymentObject,
  type SagaStep,
  type TransferObject,
} from '@orbiquant/payments';
import { openDatabase, type DataSource } from '@orbiquant/platform-db';
import { freshDatabase, type FreshDatabase } from '@orbiquant/testing';
import {
  addPayoutAccount,
  booksView,
  claimEffects,
  findEvent,
  heldMinorOf,
  holdLease,
  isFrozen,
  keepEvent,
  leaveEffect,
  LEASE_MS,
  listIncidents,
  listWithdrawals,
  makeStep,
  noteBank,
  noticesOf,
  paymentsEntities,
  type Stepped,
} from '@orbiquant/payments-store';

const HOUR_MS = 3_600_000;
const START_MS = 1_700_000_000_000;

describe('steps of sagas in PostgreSQL', () => {
  let database: FreshDatabase;
  let db: DataSource;
  let owner: Client;
  let nowMs = START_MS;
  const clock = async (): Promise<number> => nowMs;
  const rules = { policy: WITHDRAWAL_POLICY, depositHoldMs: 24 * HOUR_MS, clock, books: { post, balanceOf } };
  const step = (each: SagaStep): Promise<Stepped> => db.transaction((tx) => makeStep(tx, each, rules));
  beforeAll(async () => {
    database = await freshDatabase();
    db = await openDatabase({
      url: database.urlFor('backend'),
      entities: [...ledgerEntities, ...paymentsEntities],
      poolMax: 10,
    });
    owner = new Client({ connectionString: database.ownerUrl });
    await owner.connect();
  });
  beforeEach(() => {
    nowMs = START_MS;
  });
  afterAll(async () => {
    await db.destroy();
    await owner.end();
  });

  const account = (): ReturnType<typeof connectedAccountId> =>
    connectedAccountId(`acct_${newId().replaceAll('-', '')}`);
  async function person(): Promise<string> {
    const userId = newId();
    await owner.query(
      `INSERT INTO auth.users (user_id, email, display_name, password_hash, roles, language, is_demo, created_at)
       VALUES ($1, $2, 'x', 'x', '{investor}', 'en', false, now())`,
      [userId, `${userId}@example.com`],
    );
    await addPayoutAccount(db.manager, userId, account());
    await noteBank(db.manager, userId, { bank: '6789', nowMs: START_MS - 72 * HOUR_MS });
    return userId;
  }
  const paid = (depositId: string, cents: bigint): PaymentObject => ({
    object: 'payment',
    id: `pi_${depositId}`,
    status: 'succeeded',
    cents,
    currency: 'USD',
    charge: { id: `ch_${depositId}`, feeCents: 59n, refunds: [], dispute: null },
    depositId,
    invoiceId: null,
  });
  async function deposit(userId: string, cents: bigint): Promise<string> {
    const depositId = newId();
    await step({ saga: 'deposit', sagaId: depositId, input: { kind: 'create', depositId, userId, cents } });
    await step({ saga: 'deposit', sagaId: depositId, input: { kind: 'fetched', object: paid(depositId, cents) } });
    return depositId;
  }
  const released = async (userId: string, cents: bigint): Promise<void> => {
    const depositId = await deposit(userId, cents);
    nowMs += 25 * HOUR_MS;
    await step({ saga: 'deposit', sagaId: depositId, input: { kind: 'release' } });
  };
  const request = (userId: string, cents: bigint, withdrawalId = newId()) =>
    step({
      saga: 'withdrawal',
      sagaId: withdrawalId,
      input: { kind: 'request', withdrawalId, userId, cents, steppedUp: true },
    });
  const wallet = (userId: string): Promise<bigint> => balanceOf(db.manager, walletOf(userId), 'USDT');

  it('the moves that the database allows are those of the sagas', async () => {
    const rows = (await db.query(
      `SELECT saga, from_status, to_status FROM financial.allowed_moves WHERE saga <> 'incident'`,
    )) as Array<{ saga: string; from_status: string; to_status: string }>;
    const movesOf = (saga: string, table: Readonly<Record<string, readonly string[]>>): string[] =>
      Object.entries(table).flatMap(([from, tos]) => tos.map((to) => `${saga} ${from} ${to}`));
    expect(rows.map((row) => `${row.saga} ${row.from_status} ${row.to_status}`).sort()).toEqual(
      [...movesOf('withdrawal', WITHDRAWAL_TRANSITIONS), ...movesOf('deposit', DEPOSIT_TRANSITIONS)].sort(),
    );
  });
  it('W21: a deposit is credited once, whatever is seen of it again, and held before it can leave', async () => {
    const userId = await person();
    const depositId = await deposit(userId, 100_00n);
    await step({ saga: 'deposit', sagaId: depositId, input: { kind: 'fetched', object: paid(depositId, 100_00n) } });
    expect(await wallet(userId)).toBe(100_000_000n);
    expect(await heldMinorOf(db.manager, userId)).toBe(100_000_000n);
    expect((await request(userId, 1_00n)).refusal).toBe('insufficient');
    expect((await noticesOf(db.manager, userId)).map(({ kind }) => kind)).toEqual(['deposit-settled']);
  });
  it('W2: of 100 withdrawals at the same time no more are accepted than the wallet holds', async () => {
    const userId = await person();
    await released(userId, 1_000_00n);
    const rng = seededRng('w2');
    const sizes = Array.from({ length: 100 }, () => BigInt(100 + rng.below(5_000)));
    const answers = await Promise.all(sizes.map((cents) => request(userId, cents)));
    const accepted = sizes.filter((_cents, at) => answers[at]?.applied).reduce((sum, cents) => sum + cents, 0n);
    expect(accepted).toBeLessThanOrEqual(1_000_00n);
    expect(accepted).toBeGreaterThan(900_00n);
    expect(await wallet(userId)).toBe(1_000_000_000n - accepted * 10_000n);
    expect(await balanceOf(db.manager, withdrawalPendingOf(userId), 'USD')).toBe(accepted);
  });
  it('W20: the sums of a day are judged one after the other, so many small requests do not pass the limit', async () => {
    const userId = await person();
    await released(userId, 60_000_00n);
    const answers = await Promise.all(Array.from({ length: 40 }, () => request(userId, 2_000_00n)));
    expect(answers.filter(({ applied }) => applied)).toHaveLength(25);
    expect(new Set(answers.flatMap(({ refusal }) => refusal ?? []))).toEqual(new Set(['over-daily-limit']));
  });
  it('W1: the same request 50 times at once is one withdrawal', async () => {
    const userId = await person();
    await released(userId, 100_00n);
    const withdrawalId = newId();
    const answers = await Promise.all(Array.from({ length: 50 }, () => request(userId, 10_00n, withdrawalId)));
    expect(answers.filter(({ applied }) => applied)).toHaveLength(1);
    expect(await wallet(userId)).toBe(90_000_000n);
  });
  it('W4: an attempt stands in the books before its call, under a key that no other attempt can take', async () => {
    const userId = await person();
    await released(userId, 100_00n);
    const withdrawalId = newId();
    const on = (input: Extract<SagaStep, { saga: 'withdrawal' }>['input']) =>
      step({ saga: 'withdrawal', sagaId: withdrawalId, input });
    await request(userId, 10_00n, withdrawalId);
    await on({ kind: 'approve', approverId: newId() });
    await on({ kind: 'submit' });
    const { grant } = await on({ kind: 'advance' });
    expect(grant).toMatchObject({ do: 'post', leg: 'transfer', call: { key: `wd:${withdrawalId}:transfer:1` } });
    const { rows } = await owner.query(
      'SELECT idempotency_key FROM financial.payout_attempts WHERE withdrawal_id = $1',
      [withdrawalId],
    );
    expect(rows).toEqual([{ idempotency_key: `wd:${withdrawalId}:transfer:1` }]);
    await expect(
      db.query(`INSERT INTO financial.payout_attempts VALUES ($1, 'transfer', 2, $2, 'other', now())`, [
        withdrawalId,
        `wd:${withdrawalId}:transfer:1`,
      ]),
    ).rejects.toThrow(/unique/);
  });
  it('the database refuses a move that no saga makes, and another amount, owner or destination', async () => {
    const userId = await person();
    await released(userId, 100_00n);
    const withdrawalId = newId();
    await request(userId, 10_00n, withdrawalId);
    for (const change of [`status = 'paid'`, 'cents = 1', `account = 'acct_other'`, `user_id = '${newId()}'`])
      await expect(
        owner.query(`UPDATE financial.withdrawals SET ${change} WHERE withdrawal_id = $1`, [withdrawalId]),
      ).rejects.toThrow(/does not go from|never changes/);
  });
  it('W16: money that nobody asked for goes to suspense and freezes withdrawals until somebody has looked', async () => {
    const userId = await person();
    await released(userId, 100_00n);
    const stray: TransferObject = {
      object: 'transfer',
      id: 'tr_stray',
      cents: 7_00n,
      currency: 'USD',
      destination: 'acct_x',
      reversedCents: 0n,
      tag: null,
    };
    const raise = () => step({ saga: 'incident', sagaId: stray.id, input: { kind: 'raise', cause: stray } });
    expect((await raise()).applied).toBe(true);
    expect((await raise()).applied).toBe(false);
    expect(await isFrozen(db.manager)).toBe(true);
    expect((await request(userId, 1_00n)).refusal).toBe('frozen');
    expect((await listIncidents(db.manager))[0]).toMatchObject({ cause: { id: 'tr_stray', cents: '700' } });
    await step({ saga: 'incident', sagaId: stray.id, input: { kind: 'resolve', operatorId: newId() } });
    expect(await isFrozen(db.manager)).toBe(false);
    expect((await request(userId, 1_00n)).applied).toBe(true);
  });
  it('W10: an event is kept once, with one bell', async () => {
    const event = {
      eventId: 'evt_1',
      type: 'payout.paid',
      account: 'acct_1',
      objectId: 'po_1',
      chargeId: null,
      paymentId: null,
    };
    const kept = await Promise.all(Array.from({ length: 20 }, () => keepEvent(db, { event, raw: '{}', clock })));
    expect(kept.filter(Boolean)).toHaveLength(1);
    expect(await findEvent(db.manager, 'evt_1')).toEqual(event);
    expect((await claimEffects(db, { limit: 50, clock })).filter(({ sagaId }) => sagaId === 'evt_1')).toHaveLength(1);
  });
  it('W15: an event that was answered is worked on by whoever comes next, whatever became of the one who answered', async () => {
    const event = {
      eventId: 'evt_3',
      type: 'payout.paid',
      account: 'acct_1',
      objectId: 'po_3',
      chargeId: null,
      paymentId: null,
    };
    await keepEvent(db, { event, raw: '{"id":"evt_3"}', clock });
    const next = await openDatabase({ url: database.urlFor('backend'), entities: paymentsEntities, poolMax: 1 });
    const [lease] = (await claimEffects(next, { limit: 50, clock })).filter(({ sagaId }) => sagaId === 'evt_3');
    expect(lease).toMatchObject({ kind: 'doorbell', epoch: 1n });
    expect(await findEvent(next.manager, lease?.sagaId ?? '')).toEqual(event);
    await next.destroy();
  });
  it('I2: a connection that dies in the middle of a commit leaves all of a step or nothing, and asking again tells which', async () => {
    const userId = await person();
    await released(userId, 100_00n);
    for (let round = 0; round < 20; round++) {
      const withdrawalId = newId();
      const input = { kind: 'request', withdrawalId, userId, cents: 1_00n, steppedUp: true } as const;
      const asked = db.transaction(async (tx) => {
        const [{ pid } = { pid: 0 }] = (await tx.query('SELECT pg_backend_pid() AS pid')) as Array<{ pid: number }>;
        await makeStep(tx, { saga: 'withdrawal', sagaId: withdrawalId, input }, rules);
        if (round % 2 === 0) await owner.query('SELECT pg_terminate_backend($1)', [pid]);
        else void owner.query('SELECT pg_terminate_backend($1)', [pid]);
      });
      const outcome = await asked.then(
        () => 'committed',
        () => 'unknown',
      );
      const ask = () => step({ saga: 'withdrawal', sagaId: withdrawalId, input });
      // the connection may also die after the commit, under whoever gets it next
      const again = await ask().catch(ask);
      // known: it was there already; otherwise it is made now; never both
      expect(again.known || again.applied).toBe(true);
      if (outcome === 'committed') expect(again.known).toBe(true);
    }
    const mine = await listWithdrawals(db.manager, { userId });
    expect(mine).toHaveLength(20);
    expect(await wallet(userId)).toBe(80_000_000n);
  });
  it('I10: a worker whose lease was taken over can neither hold nor finish its row', async () => {
    const event = {
      eventId: 'evt_2',
      type: 'payout.paid',
      account: 'acct_1',
      objectId: 'po_1',
      chargeId: null,
      paymentId: null,
    };
    await keepEvent(db, { event, raw: '{}', clock });
    const mine = (leases: Awaited<ReturnType<typeof claimEffects>>) => leases.find(({ sagaId }) => sagaId === 'evt_2');
    const sleeper = mine(await claimEffects(db, { limit: 50, clock }));
    expect(mine(await claimEffects(db, { limit: 50, clock }))).toBeUndefined();
    nowMs += LEASE_MS + 1;
    const heir = mine(await claimEffects(db, { limit: 50, clock }));
    if (!sleeper || !heir) throw new Error('the row was not handed out');
    expect(await db.transaction((tx) => holdLease(tx, sleeper, nowMs))).toBe(false);
    await leaveEffect(db, sleeper, { doneAtMs: nowMs });
    expect(await db.transaction((tx) => holdLease(tx, heir, nowMs))).toBe(true);
    await leaveEffect(db, heir, { doneAtMs: nowMs });
    nowMs += LEASE_MS * 2;
    expect(mine(await claimEffects(db, { limit: 50, clock }))).toBeUndefined();
  });
  it('the books are whole after all of this, and read back as they were written', async () => {
    expect((await checkLedger(db)).firstBad).toBeNull();
    const view = await booksView(db);
    for (const withdrawal of await listWithdrawals(db.manager, {}))
      expect(view.withdrawals.get(withdrawal.withdrawalId)).toEqual(withdrawal);
  });
});
