import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { shareOut } from '@orbiquant/pamm-store';
import { databaseUrl, loadSecrets, prepareDatabases, startEmbeddedDatabase } from '@orbiquant/orchestration';
import { openDatabase, type DataSource } from '@orbiquant/platform-db';

const PORT = 3089 + 18_000;
const ACCOUNTS = 1_000_000;
/** Each takes half a minute of an idle core: more would not end while somebody waits on a busy machine. */
const ROUNDS = 2;
/** Divides by nothing in sight, so that almost every share has a remainder. */
const TOTAL_MINOR = 1_234_567_890_123_457n;

const ROWS = {
  table: 'bench.lines',
  key: 'holder',
  weight: 'asked_minor',
  share: 'share_minor',
  where: 'distribution = $2',
};

const SCHEMA = `
  CREATE SCHEMA bench;
  CREATE TABLE bench.lines (distribution integer NOT NULL, holder text NOT NULL, asked_minor numeric(38,0) NOT NULL, share_minor numeric(38,0));
  CREATE TABLE bench.shares (distribution integer NOT NULL, holder text NOT NULL, share_minor numeric(38,0) NOT NULL)`;

/** Once the rows are there: an index is made faster than it grows. */
const keyOf = (table: string): string => `ALTER TABLE ${table} ADD PRIMARY KEY (distribution, holder)`;

/** Weights from a fixed recurrence: the same rows on every machine. */
const FILL = `
  INSERT INTO bench.lines SELECT 1, md5(n::text), (n * 2654435761) % 999999937 + 1 FROM generate_series(1, $1::bigint) AS n`;

/**
 * A month of a million accounts shared out by largest remainder in the database, beside one bare `UPDATE ... FROM` that
 * writes the same shares to the same rows, in turns in the same run; the least disturbed round of each counts.
 */
export async function distributionBench(args: string[] = []): Promise<unknown> {
  const folder = mkdtempSync(join(tmpdir(), 'orbiquant-bench-'));
  chmodSync(folder, 0o711);
  const secrets = loadSecrets(folder);
  const database = await startEmbeddedDatabase({ stateFolder: folder, port: PORT, password: secrets.databasePassword });
  try {
    const adminUrl = `postgres://postgres:${secrets.databasePassword}@127.0.0.1:${PORT}/postgres`;
    await prepareDatabases(adminUrl, secrets);
    const db = await openDatabase({ url: databaseUrl(adminUrl, 'orbiquant_platform'), poolMax: 1 });
    const accounts = Number(args[args.indexOf('--accounts') + 1 || args.length] ?? ACCOUNTS);
    return await measure(db, accounts).finally(() => db.destroy());
  } finally {
    await database.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measure(db: DataSource, accounts: number): Promise<unknown> {
  await db.query(`SET statement_timeout = '10min'`);
  await db.query(SCHEMA);
  await db.query(FILL, [accounts]);
  await db.query(keyOf('bench.lines'));
  const [sharing, bare]: [number[], number[]] = [[], []];
  for (let round = 0; round < ROUNDS; round++) {
    await tidy(db);
    sharing.push(await seconds(() => share(db)));
    if (round === 0) await keepShares(db);
    await tidy(db);
    bare.push(await seconds(() => writeBare(db)));
  }
  const [sums] = (await db.query(
    'SELECT sum(share_minor)::text AS total, count(*)::integer AS rows FROM bench.lines',
  )) as Array<{ total: string; rows: number }>;
  const [shareSec, bareSec] = [Math.min(...sharing), Math.min(...bare)];
  return {
    machine: { cores: cpus().length, node: process.version },
    accounts: sums?.rows,
    totalMinor: TOTAL_MINOR.toString(),
    sumMinor: sums?.total,
    isExact: sums?.total === TOTAL_MINOR.toString(),
    shareSec,
    bareUpdateSec: bareSec,
    ratio: Number((shareSec / bareSec).toFixed(2)),
    rounds: { sharing, bare },
  };
}

const share = (db: DataSource): Promise<void> =>
  db.transaction((tx) => shareOut(tx, ROWS, { totalMinor: TOTAL_MINOR, value: 1 }));

/** The floor: the shares are known, and only written. */
const writeBare = (db: DataSource): Promise<unknown> =>
  db.query(
    `UPDATE bench.lines l SET share_minor = s.share_minor FROM bench.shares s WHERE s.distribution = l.distribution AND s.holder = l.holder AND l.distribution = 1`,
  );

/** What the first sharing gave is what the floor writes. */
async function keepShares(db: DataSource): Promise<void> {
  await db.query('INSERT INTO bench.shares SELECT distribution, holder, share_minor FROM bench.lines');
  await db.query(keyOf('bench.shares'));
}

/** Neither side finds the dead rows of the other. */
async function tidy(db: DataSource): Promise<void> {
  await db.query('VACUUM (FULL, ANALYZE) bench.lines');
  await db.query('ANALYZE bench.shares');
  await db.query('CHECKPOINT');
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const startMs = performance.now();
  await work();
  return Number(((performance.now() - startMs) / 1_000).toFixed(2));
}
