import { beforeAll, afterAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { newId, seededRng } from '@orbiquant/kernel';
import { DEMO_BANK, move, OPERATOR_STAKE, walletOf, type Transfer } from '@orbiquant/ledger';
import { openDatabase, type DataSource, type EntityManager } from '@orbiquant/platform-db';
import { freshDatabase, type FreshDatabase } from '@orbiquant/testing';
import { checkLedger } from './check-ledger.ts';
import { claimKey, finishKey, releaseKey, CLAIM_MS } from './idempotency-keys.ts';
import { ledgerEntities } from './ledger-entities.ts';
import { post, postNow, type Posted } from './post.ts';
import { sealTransfers } from './seal.ts';
import { balanceOf, linesOf } from './read-balances.ts';

const AT_MS = 1_700_000_000_000;

describe('the books in PostgreSQL', () => {
  let database: FreshDatabase;
  let db: DataSource;
  let owner: Client;
  beforeAll(async () => {
    database = await freshDatabase();
    db = await openDatabase({ url: database.urlFor('backend'), entities: ledgerEntities, poolMax: 16 });
    owner = new Client({ connectionString: database.ownerUrl });
    await owner.connect();
  });
  afterAll(async () => {
    await db.destroy();
    await owner.end();
  });

  const pay = (to: string, minor: bigint, key = newId()): Transfer =>
    move({ key, reason: 'demo-funding', memo: 'test', from: DEMO_BANK, to, currency: 'USDT', minor });
  const spend = (from: string, minor: bigint, key = newId()): Transfer =>
    move({ key, reason: 'subscription-request', memo: 'test', from, to: OPERATOR_STAKE, currency: 'USDT', minor });
  const book = (...transfers: Transfer[]): Promise<Posted> => db.transaction((tx) => post(tx, transfers, AT_MS));
  const wallet = (): string => walletOf(newId());

  it('N16: books amounts beyond 2^53 exactly', async () => {
    const to = wallet();
    await book(pay(to, 10n ** 36n + 1n));
    await book(spend(to, 10n ** 36n));
    expect(await balanceOf(db.manager, to, 'USDT')).toBe(1n);
    expect(
      (await linesOf(db.manager, to, { currency: 'USDT', limit: 9 })).map(({ balanceAfter }) => balanceAfter),
    ).toEqual([1n, 10n ** 36n + 1n]);
  });
  it('W2: of 64 parallel withdrawals no more are accepted than the wallet holds', async () => {
    const from = wallet();
    await book(pay(from, 1_000n));
    const rng = seededRng('w2');
    const sizes = Array.from({ length: 64 }, () => BigInt(1 + rng.below(99)));
    const answers = await Promise.all(sizes.map((minor) => book(spend(from, minor))));
    const accepted = sizes.filter((_minor, at) => answers[at]?.ok).reduce((sum, minor) => sum + minor, 0n);
    expect(accepted).toBeLessThanOrEqual(1_000n);
    expect(answers.some(({ ok }) => !ok)).toBe(true);
    expect(await balanceOf(db.manager, from, 'USDT')).toBe(1_000n - accepted);
  });
  it('I3: 64 parallel transfers in a ring of accounts, several to a call, neither deadlock nor lose a unit', async () => {
    const ring = Array.from({ length: 6 }, wallet);
    await book(...ring.map((each) => pay(each, 10_000n)));
    const rng = seededRng('ring');
    const hop = (): Transfer => {
      const at = rng.below(6);
      const [from, to] = [ring[at] ?? '', ring[(at + 1 + rng.below(5)) % 6] ?? ''];
      return move({
        key: newId(),
        reason: 'reversal',
        memo: '',
        from,
        to,
        currency: 'USDT',
        minor: BigInt(1 + rng.below(50)),
      });
    };
    const answers = await Promise.all(Array.from({ length: 64 }, () => book(hop(), hop())));
    expect(answers.every(({ ok }) => ok)).toBe(true);
    const left = await Promise.all(ring.map((each) => balanceOf(db.manager, each, 'USDT')));
    expect(left.reduce((sum, minor) => sum + minor, 0n)).toBe(60_000n);
  });
  it('the same key books once among 32 at a time, and other content under it is a conflict', async () => {
    const [to, key] = [wallet(), newId()];
    const answers = await Promise.all(Array.from({ length: 32 }, () => book(pay(to, 5n, key))));
    expect(new Set(answers.map((answer) => answer.ok && answer.transferIds[0])).size).toBe(1);
    expect(await balanceOf(db.manager, to, 'USDT')).toBe(5n);
    await expect(book(pay(to, 6n, key))).rejects.toMatchObject({ code: 'conflict' });
  });
  it('a call with known and new keys books the new ones only, and answers in the order given', async () => {
    const [to, other, known] = [wallet(), wallet(), newId()];
    const first = await postNow(db, [pay(to, 5n, known)], AT_MS);
    const mixed = await postNow(db, [pay(other, 7n), pay(to, 5n, known), pay(to, 1n)], AT_MS);
    expect(mixed.ok && mixed.transferIds[1]).toBe(first.ok && first.transferIds[0]);
    expect(new Set(mixed.ok ? mixed.transferIds : []).size).toBe(3);
    expect([await balanceOf(db.manager, to, 'USDT'), await balanceOf(db.manager, other, 'USDT')]).toEqual([6n, 7n]);
    expect(await postNow(db, [pay(to, 5n, known)], AT_MS)).toEqual(first);
  });
  it.each([
    ['inside a transaction that goes on', (...transfers: Transfer[]) => book(...transfers)],
    ['on its own', (...transfers: Transfer[]) => postNow(db, transfers, AT_MS)],
  ])('a key with other content keeps the whole call from being booked, %s', async (_name, bookAll) => {
    const [to, key] = [wallet(), newId()];
    await book(pay(to, 5n, key));
    await expect(bookAll(pay(to, 1n), pay(to, 6n, key), pay(to, 2n))).rejects.toMatchObject({ code: 'conflict' });
    expect(await balanceOf(db.manager, to, 'USDT')).toBe(5n);
  });
  it('a conflict that is caught leaves the surrounding transaction usable and nothing of the call in it', async () => {
    const [to, key] = [wallet(), newId()];
    await book(pay(to, 5n, key));
    await db.transaction(async (tx) => {
      await expect(post(tx, [pay(to, 1n), pay(to, 6n, key)], AT_MS)).rejects.toMatchObject({ code: 'conflict' });
      await post(tx, [pay(to, 2n)], AT_MS);
    });
    expect(await balanceOf(db.manager, to, 'USDT')).toBe(7n);
  });
  it('an account is opened in a call that others make at the same time, once', async () => {
    const to = wallet();
    const answers = await Promise.all(Array.from({ length: 16 }, () => postNow(db, [pay(to, 1n)], AT_MS)));
    expect(answers.every(({ ok }) => ok)).toBe(true);
    expect(await balanceOf(db.manager, to, 'USDT')).toBe(16n);
  });
  it('a plan that was made while the books were small reads no table as a whole when they have grown', async () => {
    const one = await openDatabase({ url: database.urlFor('backend'), entities: ledgerEntities, poolMax: 1 });
    const known = pay(wallet(), 1n);
    const scans = await one.transaction(async (tx) => {
      for (let at = 0; at < 10; at++) await post(tx, [pay(wallet(), 1n), known], AT_MS);
      await tx.query('SET CONSTRAINTS ALL IMMEDIATE');
      return (await tx.query(
        `SELECT relname, seq_scan::integer, idx_scan > 0 AS looked_up FROM pg_stat_xact_user_tables
          WHERE schemaname = 'financial' AND relname IN ('accounts', 'balances', 'transfers', 'postings') ORDER BY 1`,
      )) as unknown;
    });
    const tables = ['accounts', 'balances', 'postings', 'transfers'];
    expect(scans).toEqual(tables.map((relname) => ({ relname, seq_scan: 0, looked_up: true })));
    await one.destroy();
  });
  it('a refusal leaves the surrounding transaction usable and nothing booked', async () => {
    const from = wallet();
    const after = await db.transaction(async (tx) => {
      expect(await post(tx, [pay(from, 5n), spend(from, 6n)], AT_MS)).toEqual({
        ok: false,
        refusal: 'insufficient-funds',
      });
      return balanceOf(tx, from, 'USDT');
    });
    expect(after).toBe(0n);
  });
  it.each(['accounts', 'transfers', 'postings'])(
    'rows of %s are changed by nobody, not even the owner',
    async (table) => {
      for (const change of [
        `UPDATE financial.${table} SET currency = currency`,
        `DELETE FROM financial.${table}`,
        `TRUNCATE financial.${table} CASCADE`,
      ]) {
        await expect(
          db.query(
            change.replace('currency = currency', table === 'transfers' ? 'memo = memo' : 'currency = currency'),
          ),
        ).rejects.toThrow(/permission denied/);
        await expect(
          owner.query(
            change.replace('currency = currency', table === 'transfers' ? 'memo = memo' : 'currency = currency'),
          ),
        ).rejects.toThrow(/append-only/);
      }
    },
  );
  it('balances and the chain head cannot be written by the service', async () => {
    for (const change of [
      'UPDATE financial.balances SET balance = 1',
      'UPDATE financial.chain_head SET seq = 0',
      'INSERT INTO financial.chain_head VALUES (2, 0, $$x$$)',
    ])
      await expect(db.query(change)).rejects.toThrow(/permission denied/);
  });
  type Lines = ReadonlyArray<readonly [account: string, minor: number]>;
  const insertTransfer = async (tx: EntityManager, id: string): Promise<void> => {
    await tx.query(
      `INSERT INTO financial.transfers (transfer_id, idempotency_key, content_hash, reason, memo, posting_count, booked_at)
       VALUES ($1, $2, 'c', 'reversal', '', 2, '2026-01-01Z')`,
      [id, id],
    );
  };
  const insertPostings = async (tx: EntityManager, id: string, lines: Lines): Promise<void> => {
    for (const [at, [account, minor]] of lines.entries())
      await tx.query(
        `INSERT INTO financial.postings (transfer_id, line, account_id, currency, stripe, minor, balance_after, account_version)
         VALUES ($1, $2, $3, 'USDT', 0, $4, 0, 0)`,
        [id, at, account, minor],
      );
  };
  it('the database itself refuses a transfer that does not balance, at commit', async () => {
    const [first, second] = [wallet(), wallet()];
    await book(pay(first, 9n), pay(second, 9n));
    const crooked = (lines: Lines) =>
      db.transaction(async (tx) => {
        const id = newId();
        await insertTransfer(tx, id);
        await insertPostings(tx, id, lines);
      });
    await expect(
      crooked([
        [first, 5],
        [second, -4],
      ]),
    ).rejects.toThrow(/does not sum to zero/);
    await expect(crooked([[first, 5]])).rejects.toThrow(/not the number it states/);
  });
  it('the database refuses further postings to a booked transfer', async () => {
    const to = wallet();
    const posted = await book(pay(to, 9n));
    const id = (posted.ok && posted.transferIds[0]) || '';
    await expect(db.transaction((tx) => insertPostings(tx, id, [[to, 5]]))).rejects.toThrow(/takes no postings/);
  });
  it('the transaction of a transfer cannot be made up by the service', async () => {
    await expect(
      db.query(
        `INSERT INTO financial.transfers (transfer_id, idempotency_key, content_hash, reason, memo, posting_count, booked_at, tx)
         VALUES ($1, 'x', 'c', 'reversal', '', 2, '2026-01-01Z', 1)`,
        [newId()],
      ),
    ).rejects.toThrow(/permission denied/);
  });
  it('sealers at the same time chain every transfer once, also those that commit late', async () => {
    const [from, to] = [wallet(), wallet()];
    await book(pay(from, 1n));
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    const late = db.transaction(async (tx) => {
      await post(
        tx,
        [move({ key: newId(), reason: 'reversal', memo: '', from, to, currency: 'USDT', minor: 1n })],
        AT_MS,
      );
      await held;
    });
    await Promise.all(Array.from({ length: 20 }, () => book(pay(wallet(), 1n))));
    await Promise.all(Array.from({ length: 4 }, () => sealTransfers(db)));
    release();
    await late;
    expect((await checkLedger(db)).unsealed).toBe(1);
    expect(await sealTransfers(db)).toBe(1);
    expect(await checkLedger(db)).toMatchObject({ unsealed: 0, chainBreaks: 0, firstBad: null });
  });
  it('the links of the chain are the database owner to nobody: no gap, no fork, no change', async () => {
    await sealTransfers(db);
    const [last] = (await db.query('SELECT l.* FROM financial.chain_links l ORDER BY seq DESC LIMIT 1')) as Array<{
      seq: string;
      hash: string;
    }>;
    const forge = (seq: bigint, previous: string) =>
      db.transaction(async (tx) => {
        const posted = await post(tx, [pay(wallet(), 1n)], AT_MS);
        await tx.query('INSERT INTO financial.chain_links VALUES ($1, $2, $3, $4)', [
          seq.toString(),
          posted.ok ? posted.transferIds[0] : null,
          previous,
          newId(),
        ]);
      });
    await expect(forge(BigInt(last?.seq ?? 0) + 2n, last?.hash ?? '')).rejects.toThrow(/does not follow the head/);
    await expect(forge(BigInt(last?.seq ?? 0) + 1n, newId())).rejects.toThrow(/does not follow the head/);
    await expect(owner.query('DELETE FROM financial.chain_links')).rejects.toThrow(/append-only/);
  });
  it('a claim that died is taken over after its time, and the dead one cannot finish any more', async () => {
    const use = { userId: newId(), route: 'r', key: 'k', requestHash: 'h' };
    const dead = await claimKey(db, use, AT_MS);
    await expect(claimKey(db, use, AT_MS + 1)).rejects.toMatchObject({ code: 'in-progress' });
    const heir = await claimKey(db, use, AT_MS + CLAIM_MS + 1);
    expect(heir.done).toBe(false);
    await expect(db.transaction((tx) => finishKey(tx, dead.done ? '' : dead.claimId, 1))).rejects.toMatchObject({
      code: 'conflict',
    });
    if (!heir.done) await db.transaction((tx) => finishKey(tx, heir.claimId, { answer: 1 }));
    expect(await claimKey(db, use, AT_MS)).toEqual({ done: true, answer: { answer: 1 } });
    if (!heir.done) await releaseKey(db, heir.claimId);
    expect((await claimKey(db, use, AT_MS)).done).toBe(true);
  });
});
