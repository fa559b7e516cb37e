import { randomBytes } from 'node:crypto';
import { afterAll } from '@jest/globals';
import { Client } from 'pg';
import type { ServiceRole } from './roles.ts';

/** The template that the global set-up migrated once. */
export const TEMPLATE = 'orbiquant_template';

/** A database of one test file: migrated, empty, its own. */
export type FreshDatabase = {
  name: string;
  /** Address as the owner, who may do everything. */
  ownerUrl: string;
  /** Address as a service's role, with exactly the rights it has in production. */
  urlFor: (role: ServiceRole) => string;
};

/** Copies the migrated template; dropped when the file's tests end. Call it in `beforeAll`. */
export async function freshDatabase(template: string = TEMPLATE): Promise<FreshDatabase> {
  const admin = serverUrl();
  const name = `test_${randomBytes(6).toString('hex')}`;
  await onServer(admin, `CREATE DATABASE ${name} TEMPLATE ${template}`);
  opened.push(name);
  return { name, ownerUrl: withDatabase(admin, name), urlFor: (role) => asRole(withDatabase(admin, name), role) };
}

/** An empty, unmigrated database. */
export const emptyDatabase = (): Promise<FreshDatabase> => freshDatabase('template1');

const opened: string[] = [];
afterAll(async () => {
  for (const name of opened.splice(0)) await onServer(serverUrl(), `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
});

function serverUrl(): string {
  const url = process.env['TEST_DATABASE_URL'];
  if (!url) throw new Error('TEST_DATABASE_URL is not set: run the tests through npm test or npm run test:unit');
  return url;
}

const withDatabase = (url: string, name: string): string =>
  Object.assign(new URL(url), { pathname: `/${name}` }).toString();

function asRole(url: string, role: ServiceRole): string {
  return Object.assign(new URL(url), { username: `orbiquant_${role}`, password: role }).toString();
}

async function onServer(url: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
