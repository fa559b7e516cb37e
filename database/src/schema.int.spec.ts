import { beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { openDatabase } from '@orbiquant/platform-db';
import { emptyDatabase, freshDatabase, type FreshDatabase } from '@orbiquant/testing';
import { migrate, readMigrations } from './migrate.ts';
import { allEntities } from './all-entities.ts';
import { SERVICE_ROLES } from './roles.ts';
import { verifySchema } from './verify.ts';

let database: FreshDatabase;
beforeAll(async () => {
  database = await freshDatabase();
});

async function asOwner<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  await client.connect();
  return work(client).finally(() => client.end());
}

describe('the database', () => {
  it('an empty database, migrated, equals the entity schemas column by column', async () => {
    const source = await openDatabase({ url: database.ownerUrl, entities: allEntities });
    expect(await verifySchema(source)).toEqual([]);
    await source.destroy();
  });

  it('migrates an empty database once; a second run finds nothing to do', async () => {
    const empty = await emptyDatabase();
    await asOwner(empty.ownerUrl, async (client) => {
      expect(await migrate(client)).toEqual(readMigrations().map(({ name }) => name));
      expect(await migrate(client)).toEqual([]);
    });
  });

  it('refuses to run when a migration was changed after it had been applied', async () => {
    const empty = await emptyDatabase();
    await asOwner(empty.ownerUrl, async (client) => {
      await migrate(client);
      await client.query("UPDATE public.migrations SET sha256 = 'other' WHERE name LIKE '%create-schemas.sql'");
      await expect(migrate(client)).rejects.toThrow(/was changed after it had been applied/);
    });
  });

  it('two migrators at once do the work once', async () => {
    const empty = await emptyDatabase();
    const both = await Promise.all([asOwner(empty.ownerUrl, migrate), asOwner(empty.ownerUrl, migrate)]);
    expect(both.map((names) => names.length).sort()).toEqual([0, readMigrations().length]);
  });

  it.each([2, 7, 10])(
    'I6: a migrator that dies in migration %i leaves whole ones, and the next goes on',
    async (nth) => {
      const empty = await emptyDatabase();
      const dying = new Client({ connectionString: empty.ownerUrl });
      dying.on('error', () => undefined);
      await dying.connect();
      const query = dying.query.bind(dying);
      let begun = 0;
      Object.assign(dying, {
        query: async (sql: string, values?: unknown[]) => {
          if (sql.startsWith('INSERT INTO public.migrations') && ++begun === nth) await dying.end();
          return query(sql, values);
        },
      });
      await expect(migrate(dying)).rejects.toThrow();
      await asOwner(empty.ownerUrl, async (client) => {
        const { rows } = await client.query('SELECT name FROM public.migrations');
        expect(rows).toHaveLength(nth - 1);
        expect(await migrate(client)).toHaveLength(readMigrations().length - nth + 1);
      });
      const source = await openDatabase({ url: empty.ownerUrl, entities: allEntities });
      expect(await verifySchema(source)).toEqual([]);
      await source.destroy();
    },
  );

  it('each table has at most one service that may write it', async () => {
    const writers = await asOwner(database.ownerUrl, async (client) => {
      const { rows } = await client.query<{ table: string; writers: string[] }>(`
        SELECT table_schema || '.' || table_name AS table, array_agg(DISTINCT grantee::text) AS writers FROM information_schema.role_table_grants
         WHERE grantee LIKE 'orbiquant\\_%' AND privilege_type IN ('INSERT', 'UPDATE', 'DELETE') GROUP BY 1`);
      return rows;
    });
    expect(writers.length).toBeGreaterThan(20);
    expect(writers.filter((row) => row.writers.length > 1)).toEqual([]);
  });

  it.each(SERVICE_ROLES)('%s owns nothing and cannot create a table', async (role) => {
    await asOwner(database.urlFor(role), async (client) => {
      const { rows } = await client.query(
        'SELECT 1 FROM pg_class WHERE relowner = (SELECT oid FROM pg_roles WHERE rolname = current_user)',
      );
      expect(rows).toEqual([]);
      await expect(client.query('CREATE TABLE trading.mine (x int)')).rejects.toThrow(/permission denied/);
    });
  });
});
