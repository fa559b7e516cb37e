import { expect, it } from '@jest/globals';
import { openDatabase } from '@orbiquant/platform-db';
import { freshDatabase } from '@orbiquant/testing';
import { marketEntities } from './market-entities.ts';

const COLUMNS = `
  SELECT a.attname AS column, format_type(a.atttypid, a.atttypmod) AS type, NOT a.attnotnull AS nullable
    FROM pg_attribute a WHERE a.attrelid = ('trading.' || $1)::regclass AND a.attnum > 0 AND NOT a.attisdropped ORDER BY 1`;

it('describes the tables as the migration made them', async () => {
  const database = await freshDatabase();
  const db = await openDatabase({ url: database.ownerUrl, entities: marketEntities });
  for (const entity of db.entityMetadatas) {
    const made = (await db.query(COLUMNS, [entity.tableName])) as unknown[];
    const described = entity.columns.map((column) => ({
      column: column.databaseName,
      type: `${String(column.type).replace(/^timestamptz$/, 'timestamp with time zone')}${column.isArray ? '[]' : ''}`,
      nullable: column.isNullable,
    }));
    expect({ table: entity.tableName, columns: described.sort((a, b) => (a.column < b.column ? -1 : 1)) }).toEqual({
      table: entity.tableName,
      columns: made,
    });
  }
  await db.destroy();
});

it('lets the service write its own tables and make a month, and nobody else', async () => {
  const database = await freshDatabase();
  const reader = await openDatabase({ url: database.urlFor('trading_agents') });
  await expect(reader.query('SELECT count(*) FROM trading.candles')).resolves.toBeDefined();
  await expect(reader.query(`SELECT trading.ensure_candle_month('2025-01-01')`)).rejects.toThrow('permission denied');
  await expect(
    reader.query(
      `INSERT INTO trading.feed_cursors (symbol, venue, last_trade_id, candles_before) VALUES ('a', 'b', 'c', now())`,
    ),
  ).rejects.toThrow('permission denied');
  await reader.destroy();
  const writer = await openDatabase({ url: database.urlFor('data_service') });
  await writer.query(`SELECT trading.ensure_candle_month('2025-01-01')`);
  await writer.query(`SELECT trading.ensure_candle_month('2025-01-15')`);
  await expect(writer.query('CREATE TABLE trading.mine (a int)')).rejects.toThrow('permission denied');
  await writer.destroy();
});
