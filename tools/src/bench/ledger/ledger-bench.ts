import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { newId, seededRng, type Rng } from '@orbiquant/kernel';
import { DEMO_BANK, move, PROCESSOR_CLEARING, walletOf, type Transfer } from '@orbiquant/ledger';
import { checkLedger, ledgerEntities, postNow, sealTransfers } from '@orbiquant/ledger-store';
import { databaseUrl, loadSecrets, prepareDatabases, startEmbeddedDatabase, urlAs } from '@orbiquant/orchestration';
import { openDatabase, type DataSource } from '@orbiquant/platform-db';
import { bareTransfer } from './bare-transfer.ts';
import { BARE_SCHEMA } from './bare-schema.ts';

const SEED = 'ledger';
const PORT = 3089 + 17_000;
const WALLETS = 2_000;
/** Short turns and many: a slow moment of a machine that others use touches both sides of a round, or one round of many. */
const SLICE_MS = 500;
const ROUNDS = 9;

/** Which accounts the transfers of a run touch. */
type Load = 'hot' | 'spread';

/** Transfers per second of the books and of bare SQL that writes the same rows, measured in turns: medians of the rounds. */
export type LedgerFigure = {
  load: Load;
  connections: number;
  ledgerPerSec: number;
  barePerSec: number;
  ratio: number;
  /** The lowest and the highest round. */
  ratioRange: [number, number];
};

/**
 * The books beside bare SQL: `hot` pays from one account that everybody touches, `spread` between wallets at random; on one
 * connection and on eight. Both write the same rows with the same indexes; the floor checks, hashes and chains nothing.
 */
export async function ledgerBench(): Promise<unknown> {
  const folder = mkdtempSync(join(tmpdir(), 'orbiquant-bench-'));
  chmodSync(folder, 0o711);
  const secrets = loadSecrets(folder);
  const database = await startEmbeddedDatabase({ stateFolder: folder, port: PORT, password: secrets.databasePassword });
  try {
    const adminUrl = `postgres://postgres:${secrets.databasePassword}@127.0.0.1:${PORT}/postgres`;
    await prepareDatabases(adminUrl, secrets);
    const ownerUrl = databaseUrl(adminUrl, 'orbiquant_platform');
    return await measureAll(ownerUrl, urlAs(ownerUrl, 'orbiquant_backend', secrets.rolePasswords.backend));
  } finally {
    await database.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measureAll(ownerUrl: string, serviceUrl: string): Promise<unknown> {
  const db = await openDatabase({ url: serviceUrl, entities: ledgerEntities, poolMax: 9 });
  const wallets = Array.from({ length: WALLETS }, () => walletOf(newId()));
  await fill(db, ownerUrl, wallets);
  const figures: LedgerFigure[] = [];
  for (const load of ['hot', 'spread'] as const)
    for (const connections of [1, 8]) figures.push(await measure({ db, ownerUrl, wallets, load, connections }));
  const sealed = await timed(() => sealTransfers(db));
  const audit = await timed(() => checkLedger(db));
  await db.destroy();
  return {
    machine: { cores: cpus().length, node: process.version },
    seed: SEED,
    figures,
    sealing: { transfers: sealed.result, seconds: sealed.seconds },
    audit: { transfers: audit.result.transfers, seconds: audit.seconds, firstBad: audit.result.firstBad },
  };
}

async function timed<T>(work: () => Promise<T>): Promise<{ result: T; seconds: number }> {
  const startMs = performance.now();
  const result = await work();
  return { result, seconds: Number(((performance.now() - startMs) / 1_000).toFixed(2)) };
}

/** Opens every wallet on both sides, so that no run pays for opening accounts. */
async function fill(db: DataSource, ownerUrl: string, wallets: readonly string[]): Promise<void> {
  const owner = new Client({ connectionString: ownerUrl });
  await owner.connect();
  await owner.query(BARE_SCHEMA);
  await owner.query(
    `INSERT INTO bare.balances SELECT account, 'USDT', 0, 1000000000, 0 FROM unnest($1::text[]) AS account`,
    [[...wallets, PROCESSOR_CLEARING]],
  );
  const pay = (to: string): Transfer => moveOf(DEMO_BANK, to, 1_000_000_000n);
  for (let at = 0; at < wallets.length; at += 100) await postNow(db, wallets.slice(at, at + 100).map(pay), Date.now());
  await postNow(db, [moveOf(wallets[0] ?? '', PROCESSOR_CLEARING, 1n)], Date.now());
  await owner.query('ANALYZE');
  await owner.end();
}

const moveOf = (from: string, to: string, minor: bigint): Transfer =>
  move({ key: newId(), reason: 'adjustment', memo: 'bench', from, to, currency: 'USDT', minor });

type Run = { db: DataSource; ownerUrl: string; wallets: readonly string[]; load: Load; connections: number };

async function measure(run: Run): Promise<LedgerFigure> {
  const clients = await Promise.all(Array.from({ length: run.connections }, () => connected(run.ownerUrl)));
  const sides = {
    ledger: (rng: Rng) => postNow(run.db, [next(run, rng)], Date.now()),
    bare: (rng: Rng, at: number) => bareTransfer(clients[at] as Client, next(run, rng)),
  };
  const rounds: Array<Record<Side, number>> = [];
  // the round before the first opens the connections of both sides
  for (let round = -1; round < ROUNDS; round++) {
    const rng = seededRng(`${SEED}/${run.load}/${run.connections}/${round}`);
    const perSec = { ledger: 0, bare: 0 };
    for (const side of inTurns(round)) perSec[side] = await perSecond(run.connections, (at) => sides[side](rng, at));
    if (round >= 0) rounds.push(perSec);
  }
  await Promise.all(clients.map((client) => client.end()));
  return figureOf(run, rounds);
}

type Side = 'ledger' | 'bare';

/** Neither side always comes first. */
const inTurns = (round: number): Side[] => (round % 2 === 0 ? ['ledger', 'bare'] : ['bare', 'ledger']);

function figureOf({ load, connections }: Run, rounds: ReadonlyArray<Record<Side, number>>): LedgerFigure {
  const ratios = rounds.map(({ ledger, bare }) => Number((ledger / bare).toFixed(2)));
  return {
    load,
    connections,
    ledgerPerSec: median(rounds.map(({ ledger }) => ledger)),
    barePerSec: median(rounds.map(({ bare }) => bare)),
    ratio: median(ratios),
    ratioRange: [Math.min(...ratios), Math.max(...ratios)],
  };
}

async function connected(url: string): Promise<Client> {
  const client = new Client({ connectionString: url });
  await client.connect();
  return client;
}

/** Postings come in the order of their accounts, so that the floor does not deadlock either. */
function next({ wallets, load }: Run, rng: Rng): Transfer {
  const from = rng.below(wallets.length);
  const to = (from + 1 + rng.below(wallets.length - 1)) % wallets.length;
  return load === 'hot'
    ? moveOf(PROCESSOR_CLEARING, wallets[to] ?? '', 1n)
    : moveOf(wallets[from] ?? '', wallets[to] ?? '', 1n);
}

/** How often `work` is done in a second by so many at once. */
async function perSecond(workers: number, work: (at: number) => Promise<unknown>): Promise<number> {
  const startMs = performance.now();
  let done = 0;
  const one = async (at: number): Promise<void> => {
    while (performance.now() - startMs < SLICE_MS) {
      await work(at);
      done += 1;
    }
  };
  await Promise.all(Array.from({ length: workers }, (_, at) => one(at)));
  return Math.round((done * 1_000) / (performance.now() - startMs));
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
