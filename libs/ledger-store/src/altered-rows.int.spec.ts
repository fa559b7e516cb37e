import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { seededRng } from '@orbiquant/kernel';
import type { EntityManager } from '@orbiquant/platform-db';
import { checkLedger, checkLedgerIn } from './check-ledger.ts';
import { sealedBooks, type SealedBooks } from './testing/sealed-books.ts';

const TRANSFERS = 200;
const FLIPS_PER_COLUMN = 2;

/** What a table's rows are called by. */
const KEYS: Readonly<Record<string, string>> = {
  transfers: 'transfer_id',
  postings: `transfer_id || '/' || line`,
  chain_links: 'seq::text',
  balances: `account_id || '/' || currency || '/' || stripe`,
  accounts: `account_id || '/' || currency`,
};

/** Every column of every table of the books, with how one byte of its value is altered. */
const TEXT = (column: string): string => `overlay(${column} placing '~' from greatest(1, length(${column}) / 2) for 1)`;
const COLUMNS: ReadonlyArray<readonly [table: string, column: string, altered: string]> = [
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
  ['balances', 'account_id', `overlay(account_id placing '0000' from greatest(1, length(account_id) - 12) for 4)`],
  ['balances', 'currency', `'USD'`],
  ['balances', 'stripe', 'stripe + 16'],
  ['balances', 'balance', 'balance + 1'],
  ['balances', 'version', 'version + 1'],
  ['balances', 'may_be_negative', 'NOT may_be_negative'],
  ['accounts', 'account_id', `overlay(account_id placing '0000' from greatest(1, length(account_id) - 12) for 4)`],
  ['accounts', 'currency', `'USD'`],
  ['accounts', 'stripes', 'stripes + 1'],
  ['accounts', 'kind', TEXT('kind')],
  ['accounts', 'may_be_negative', 'NOT may_be_negative'],
  ['accounts', 'opened_at', `opened_at + interval '1 microsecond'`],
];

const TABLES = Object.keys(KEYS);
const COPY = {
  transfers: 'transfer_id',
  postings: 'line',
  chain_links: 'seq',
  balances: 'stripe',
  accounts: 'currency',
};
const REPLACED: Readonly<Record<string, string>> = {
  transfers: 'gen_random_uuid()',
  postings: 'line + 2',
  chain_links: `seq + ${TRANSFERS}`,
  balances: 'stripe + 16',
  accounts: `'BTC'`,
};

type Named = { table: string; row: string } | null;

describe('books altered behind their back', () => {
  let books: SealedBooks;
  beforeAll(async () => {
    books = await sealedBooks({ transfers: TRANSFERS, wallets: 10, batch: 10, keys: 'dropped' });
  });
  afterAll(() => books.close());

  type Row = { at: string; key: string };
  /** Some row of a table, and what it is called. */
  async function someRow(tx: EntityManager, table: string, pick: number): Promise<Row> {
    const rows = (await tx.query(
      `SELECT ctid AS at, ${KEYS[table]} AS key FROM financial.${table} ORDER BY ctid`,
    )) as Row[];
    return rows[pick % rows.length]!;
  }
  const named = async (tx: EntityManager): Promise<Named> => (await checkLedgerIn(tx)).altered;

  it('S5: untouched they are clean', async () => {
    expect(await checkLedger(books.db)).toMatchObject({
      transfers: TRANSFERS,
      unsealed: 0,
      firstBad: null,
      altered: null,
    });
  });

  it.each(COLUMNS)('S5: one byte of %s.%s: the audit names the row', async (table, column, altered) => {
    const rng = seededRng(`${table}.${column}`);
    for (let flip = 0; flip < FLIPS_PER_COLUMN; flip++)
      await books.undone(async (tx) => {
        const { at, key } = await someRow(tx, table, rng.below(1e9));
        const [[{ now }]] = (await tx.query(
          `UPDATE financial.${table} SET ${column} = ${altered} WHERE ctid = $1 RETURNING ${KEYS[table]} AS now`,
          [at],
        )) as [[{ now: string }]];
        const { table: inTable, row } = (await named(tx))!;
        expect([inTable, [key, now]]).toEqual([table, expect.arrayContaining([row])]);
      });
    expect((await checkLedger(books.db)).firstBad).toBeNull();
  });

  it.each(TABLES)('S5: a row of %s taken away: the audit names it', async (table) => {
    const rng = seededRng(`deleted ${table}`);
    for (let count = 0; count < FLIPS_PER_COLUMN; count++)
      await books.undone(async (tx) => {
        const { at, key } = await someRow(tx, table, rng.below(1e9));
        await tx.query(`DELETE FROM financial.${table} WHERE ctid = $1`, [at]);
        expect(await named(tx)).toMatchObject({ table, row: key });
      });
  });

  it.each(Object.entries(COPY))('S5: a row of %s added under another %s: the audit names it', async (table, column) => {
    const rng = seededRng(`added ${table}`);
    for (let count = 0; count < FLIPS_PER_COLUMN; count++)
      await books.undone(async (tx) => {
        const { at } = await someRow(tx, table, rng.below(1e9));
        const columns = (
          (await tx.query(
            'SELECT column_name AS name FROM information_schema.columns WHERE table_schema = $1 AND table_name = $2',
            ['financial', table],
          )) as Array<{ name: string }>
        ).map(({ name }) => name);
        const [{ key }] = (await tx.query(
          `INSERT INTO financial.${table} (${columns.join()}) SELECT ${columns.map((name) => (name === column ? REPLACED[table] : name)).join()}
             FROM financial.${table} WHERE ctid = $1 RETURNING ${KEYS[table]} AS key`,
          [at],
        )) as [{ key: string }];
        expect(await named(tx)).toMatchObject({ table, row: key });
      });
  });

  /** Exchanged, these leave two whole rows under each other's name, or a line that fits its account where it is. */
  const WHOLE = new Set(['transfers.transfer_id', 'postings.transfer_id', 'postings.line']);
  it.each(COLUMNS.filter(([table, column]) => table !== 'accounts' && column !== 'may_be_negative'))(
    'S5: %s.%s of two rows exchanged: the audit names one of them',
    async (table, column) => {
      const rng = seededRng(`swapped ${table}.${column}`);
      for (let swap = 0; swap < FLIPS_PER_COLUMN; swap++)
        await books.undone(async (tx) => {
          const [one, other] = [await someRow(tx, table, rng.below(1e9)), await someRow(tx, table, rng.below(1e9))];
          const [changed] = (await tx.query(
            `UPDATE financial.${table} AS a SET ${column} = b.${column} FROM financial.${table} AS b
              WHERE (a.ctid = $1 AND b.ctid = $2 OR a.ctid = $2 AND b.ctid = $1) AND a.${column} <> b.${column}
              RETURNING ${KEYS[table]?.replaceAll(/[a-z_]+_id|currency|stripe|line|seq/g, 'a.$&')} AS key`,
            [one.at, other.at],
          )) as [Array<{ key: string }>];
          const found = await named(tx);
          if (changed.length === 0) return expect(found).toBeNull();
          const keys = [one.key, other.key, ...changed.map(({ key }) => key)];
          if (!WHOLE.has(`${table}.${column}`))
            return expect([found?.table, keys]).toEqual([table, expect.arrayContaining([found?.row])]);
          const owners = keys.map((key) => key.split('/')[0]);
          return expect(owners).toContain(found?.row.split('/')[0]);
        });
    },
  );

  it.each([
    ['some in a row', 'account_version BETWEEN 3 AND 4'],
    ['all up to the newest, and the balance with them', 'account_version >= 3'],
  ])(
    'S5: running balances altered alike so that they still fit each other, %s: the audit names the first',
    async (_which, where) => {
      await books.undone(async (tx) => {
        const run = `account_id = (SELECT account_id FROM financial.postings WHERE account_version = 6 ORDER BY account_id LIMIT 1) AND stripe = 0`;
        await tx.query(`UPDATE financial.postings SET balance_after = balance_after + 7 WHERE ${run} AND ${where}`);
        if (where.includes('>')) await tx.query(`UPDATE financial.balances SET balance = balance + 7 WHERE ${run}`);
        const [first] = (await tx.query(
          `SELECT ${KEYS['postings']} AS key FROM financial.postings WHERE ${run} AND account_version = 3`,
        )) as Array<{ key: string }>;
        expect(await named(tx)).toMatchObject({ table: 'postings', row: first?.key });
      });
    },
  );

  it('S5: of two that were altered the audit names the one that is first in the chain', async () => {
    const rng = seededRng('two');
    for (let count = 0; count < 2 * FLIPS_PER_COLUMN; count++)
      await books.undone(async (tx) => {
        const links = (await tx.query('SELECT transfer_id AS id FROM financial.chain_links ORDER BY seq')) as Array<{
          id: string;
        }>;
        const [first = 0, second = 0] = [rng.below(TRANSFERS), rng.below(TRANSFERS)].sort((a, b) => a - b);
        await tx.query(`UPDATE financial.transfers SET memo = memo || '!' WHERE transfer_id = ANY ($1)`, [
          [links[second]?.id, links[first]?.id],
        ]);
        expect(await named(tx)).toMatchObject({ table: 'transfers', row: links[first]?.id });
      });
  });
});
