import { readFile } from 'node:fs/promises';
import { AppError } from '@orbiquant/kernel';
import type { Account, Changes, Counters, Deposit, ExchangeStore, Fill, Order, OrderList } from '@orbiquant/exchange';
import pg from 'pg';
import { COMMIT_SQL } from './commit-sql.ts';
import { recordOf, rowOf, type Row } from './rows.ts';

const SCHEMA = new URL('./schema.sql', import.meta.url);
/** Held for as long as an exchange runs on a database: two of them would overwrite each other. */
const ONLY_ONE_LOCK = 883_088;
const TAKE_OVER_WITHIN_MS = 15_000;

const INT8 = 20;
const NUMERIC = 1700;
const types = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    if (oid === INT8) return Number;
    if (oid === NUMERIC) return BigInt;
    return pg.types.getTypeParser(oid, format as 'text');
  },
};

/**
 * Keeps the exchange in PostgreSQL, in a schema of its own, created on first use. A commit is one statement.
 * @throws AppError `conflict` when another exchange keeps running on the same database.
 */
export async function pgExchangeStore(databaseUrl: string): Promise<ExchangeStore> {
  const client = new pg.Client({ connectionString: databaseUrl, types, application_name: 'paper-exchange' });
  // an idle connection that breaks is reported by the next commit, which is where somebody can act
  client.on('error', () => undefined);
  await client.connect();
  try {
    await claim(client);
    await client.query(await readFile(SCHEMA, 'utf8'));
  } catch (error) {
    await client.end();
    throw error;
  }
  return { load: () => load(client), commit: (changes) => commit(client, changes), close: () => client.end() };
}

async function claim(client: pg.Client): Promise<void> {
  await client.query(`SET lock_timeout = ${TAKE_OVER_WITHIN_MS}`);
  await client.query('SELECT pg_advisory_lock($1)', [ONLY_ONE_LOCK]).catch((cause: unknown) => {
    throw new AppError('conflict', 'Another exchange runs on this database', { cause });
  });
}

async function commit(client: pg.Client, changes: Changes): Promise<void> {
  const accounts = changes.accounts.map(({ balances: _balances, ...account }) => account);
  const balances = changes.accounts.flatMap((account) => balancesOf(account));
  const tables = [accounts, balances, changes.orders, changes.lists, changes.fills, changes.deposits];
  const counters = JSON.stringify([{ only_row: true, ...rowOf(changes.counters) }]);
  const rows = tables.map((records) => JSON.stringify(records.map(rowOf)));
  await client.query({ name: 'commit', text: COMMIT_SQL, values: [counters, ...rows] });
}

const balancesOf = ({ accountId, balances }: Account): Row[] =>
  [...balances].map(([asset, { free, locked }]) => ({ accountId, asset, free, locked }));

async function load(client: pg.Client): Promise<Changes | null> {
  const read = async (sql: string): Promise<Row[]> => (await client.query<Row>(sql)).rows.map(recordOf);
  const [counters] = await read('SELECT * FROM exchange.counters');
  if (!counters) return null;
  const { onlyRow: _onlyRow, ...numbers } = counters;
  const accounts = (await read('SELECT * FROM exchange.accounts ORDER BY account_id')) as Omit<Account, 'balances'>[];
  const balances = (await read('SELECT * FROM exchange.balances')) as StoredBalance[];
  return {
    counters: numbers as Counters,
    accounts: accounts.map((account) => ({ ...account, balances: mapOf(balances, account.accountId) })),
    orders: (await read('SELECT * FROM exchange.orders ORDER BY order_id')) as Order[],
    lists: (await read('SELECT * FROM exchange.order_lists ORDER BY list_id')) as OrderList[],
    fills: (await read('SELECT * FROM exchange.fills ORDER BY fill_id, order_id')) as Fill[],
    deposits: (await read('SELECT * FROM exchange.deposits ORDER BY key')) as Deposit[],
  };
}

type StoredBalance = { accountId: number; asset: string; free: bigint; locked: bigint };

const mapOf = (balances: StoredBalance[], accountId: number): Account['balances'] =>
  new Map(
    balances.filter((one) => one.accountId === accountId).map(({ asset, free, locked }) => [asset, { free, locked }]),
  );
