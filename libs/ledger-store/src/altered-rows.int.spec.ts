import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { newId, seededRng } from '@orbiquant/kernel';
import { DEMO_BANK, move, OPERATOR_STAKE, walletOf, type Transfer } from '@orbiquant/ledger';
import { openDatabase, type DataSource } from '@orbiquant/platform-db';
import { freshDatabase } from '@orbiquant/testing';
import { checkLedger } from './check-ledger.ts';
import { ledgerEntities } from './ledger-entities.ts';
import { post } from './post.ts';
import { sealTransfers } from './seal.ts';

const TRANSFERS = 400;
const FLIPS_PER_COLUMN = 4;

/** Every column of every table of the books, with how one byte of its value is altered. */
const TEXT = (column: string): string => `overlay(${column} placing '~' from greatest(1, length(${column}) / 2) for 1)`;
const COLUMNS: ReadonlyArray<readonly [table: string, column: string, altered: string, names?: RegExp]> = [
  ['transfers', 'idempotency_key', TEXT('idempotency_key')],
  ['transfers', 'content_hash', TEXT('content_hash')],
  ['transfers', 'reason', TEXT('reason')],
  ['transfers', 'memo', TEXT('memo')],
  ['transfers', 'posting_count', 'posting_count + 1'],
  ['transfers', 'booked_at', `booked_at + interval '1 microsecond'`],
  ['transfers', 'number', 'number + 100000'],
  ['transfers', 'tx', 'tx - 1'],
  ['transfers', 'transfer_id', `overlay(transfer_id::text placing '0000' from 15 for 4)::uuid`],
  ['postings', 'minor', 'minor + 1'],
  ['postings', 'account_id', `overlay(account_id placing '0000' from greatest(1, length(account_id) - 12) for 4)`],
  ['postings', 'currency', `'USD'`],
  ['postings', 'stripe', '(stripe + 1) % 16'],
  ['postings', 'balance_after', 'balance_after + 1'],
  ['postings', 'account_version', 'account_version + 100000'],
  ['postings', 'line', 'line + 5'],
  ['postings', 'transfer_id', `overlay(transfer_id::text placing '0000' from 15 for 4)::uuid`],
  ['chain_links', 'previous_hash', TEXT('previous_hash')],
  ['chain_links', 'hash', TEXT('hash')],
  ['chain_links', 'seq', 'seq + 100000'],
  ['chain_links', 'transfer_id', `overlay(transfer_id::text placing '0000' from 15 for 4)::uuid`],
  ['balances', 'balance', 'balance + 1'],
  ['balances', 'version', 'version + 1'],
  ['balances', 'may_be_negative', 'NOT may_be_negative'],
  ['accounts', 'kind', TEXT('kind')],
  ['accounts', 'may_be_negative', 'NOT may_be_negative', /^(accounts|balances) /],
  ['accounts', 'opened_at', `opened_at + interval '1 microsecond'`],
];

describe('one byte of the books altered behind their back', () => {
  let db: DataSource;
  let owner: Client;
  beforeAll(async () => {
    const database = await freshDatabase();
    db = await openDatabase({ url: database.urlFor('backend'), entities: ledgerEntities, poolMax: 4 });
    owner = new Client({ connectionString: database.ownerUrl });
    await owner.connect();
    const rng = seededRng('altered');
    const wallets = Array.from({ length: 20 }, () => walletOf(newId()));
    const some = (): string => wallets[rng.below(20)] ?? '';
    const paid = (at: number): Transfer =>
      move({
        key: `k${at}`,
        reason: 'demo-funding',
        memo: `memo ${at}`,
        from: at % 2 ? DEMO_BANK : OPERATOR_STAKE,
        to: some(),
        currency: 'USDT',
        minor: BigInt(1 + rng.below(1e9)),
      });
    for (let at = 0; at < TRANSFERS; at += 10)
      await db.transaction((tx) =>
        post(
          tx,
          Array.from({ length: 10 }, (_, i) => paid(at + i)),
          1_700_000_000_000 + at,
        ),
      );
    await sealTransfers(db);
    await unguard(owner);
  });
  afterAll(async () => {
    await db.destroy();
    await owner.end();
  });

  /** Alters one value as somebody who owns the machine could, looks, and puts it back. */
  async function namedAfter(
    table: string,
    [column, altered]: readonly [string, string],
    row: string,
  ): Promise<string | null> {
    const { rows: before } = await owner.query<{ was: string }>(
      `SELECT ${column}::text AS was FROM financial.${table} WHERE ctid = $1`,
      [row],
    );
    const change = (value: string, at: string) =>
      owner.query<{ ctid: string }>(
        `UPDATE financial.${table} SET ${column} = ${value} WHERE ctid = '${at}' RETURNING ctid`,
      );
    const moved = await change(altered, row);
    const named = (await checkLedger(db)).firstBad;
    await change(`$was$${before[0]?.was}$was$`, moved.rows[0]?.ctid ?? '');
    return named;
  }

  it('S5: the untouched books are clean', async () => {
    expect(await checkLedger(db)).toMatchObject({ transfers: TRANSFERS, unsealed: 0, firstBad: null, altered: null });
  });
  it.each(COLUMNS)('S5: %s.%s: the audit names the row', async (...[table, column, altered, names]) => {
    const rng = seededRng(`${table}.${column}`);
    for (let flip = 0; flip < FLIPS_PER_COLUMN; flip++) {
      const { rows } = await owner.query<{ ctid: string }>(`SELECT ctid FROM financial.${table} ORDER BY ctid`);
      const named = await namedAfter(table, [column, altered], rows[rng.below(rows.length)]?.ctid ?? '');
      expect(named).toMatch(names ?? new RegExp(`^${table} `));
    }
    expect((await checkLedger(db)).firstBad).toBeNull();
  });
});

/** Takes away what would stop even the owner: triggers, foreign keys, checks and unique keys. */
async function unguard(owner: Client): Promise<void> {
  await owner.query('SET session_replication_role = replica');
  const { rows } = await owner.query<{ drop: string }>(
    `SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname) AS drop FROM pg_constraint
      WHERE connamespace = 'financial'::regnamespace AND contype IN ('c', 'u')`,
  );
  for (const { drop } of rows) await owner.query(drop);
  await owner.query('ALTER TABLE financial.transfers ALTER COLUMN number DROP IDENTITY');
}
