import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createHash } from 'node:crypto';
import type { Client } from 'pg';
import { invariant } from '@orbiquant/kernel';

const FOLDER = fileURLToPath(new URL('../migrations/', import.meta.url));
/** Any number, the same everywhere: two migrators wait for each other instead of colliding. */
const LOCK = 7_301_982;

/** A step forward of the schema; there is no step back. */
export type Migration = { name: string; sql: string; sha256: string };

/** All migrations in the order of their timestamps. */
export function readMigrations(): Migration[] {
  const names = readdirSync(FOLDER)
    .filter((name) => name.endsWith('.sql'))
    .sort();
  return names.map((name) => {
    const sql = readFileSync(`${FOLDER}${name}`, 'utf8');
    return { name, sql, sha256: createHash('sha256').update(sql).digest('hex') };
  });
}

/**
 * Brings the database to the newest schema, each migration in a transaction of its own. Returns the names applied now.
 * @throws when a migration that was applied earlier has been changed since: history is not edited.
 */
export async function migrate(client: Client): Promise<string[]> {
  await client.query('SELECT pg_advisory_lock($1)', [LOCK]);
  try {
    await client.query(
      'CREATE TABLE IF NOT EXISTS public.migrations (name text PRIMARY KEY, sha256 text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())',
    );
    const done = await applied(client);
    const due = readMigrations().filter((migration) => isDue(migration, done));
    for (const migration of due) await apply(client, migration);
    return due.map(({ name }) => name);
  } finally {
    await client.query('SELECT pg_advisory_unlock($1)', [LOCK]);
  }
}

async function applied(client: Client): Promise<Map<string, string>> {
  const { rows } = await client.query<{ name: string; sha256: string }>('SELECT name, sha256 FROM public.migrations');
  return new Map(rows.map(({ name, sha256 }) => [name, sha256]));
}

function isDue({ name, sha256 }: Migration, done: Map<string, string>): boolean {
  const before = done.get(name);
  invariant(before === undefined || before === sha256, `Migration ${name} was changed after it had been applied`);
  return before === undefined;
}

async function apply(client: Client, { name, sql, sha256 }: Migration): Promise<void> {
  await client.query('BEGIN');
  try {
    await client.query(sql);
    await client.query('INSERT INTO public.migrations (name, sha256) VALUES ($1, $2)', [name, sha256]);
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    throw new Error(`Migration ${name} failed: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
}
