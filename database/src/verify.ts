import type { DataSource } from 'typeorm';

/** One way in which the database and the entity schemas disagree. */
export type Difference = { table: string; column: string; what: string };

type ColumnRow = { table: string; column: string; type: string; nullable: boolean; key: boolean };

const COLUMNS = `
  SELECT n.nspname || '.' || c.relname AS table, a.attname AS column, format_type(a.atttypid, a.atttypmod) AS type, NOT a.attnotnull AS nullable,
         COALESCE(a.attnum = ANY (i.indkey), false) AS key
    FROM pg_attribute a
    JOIN pg_class c ON c.oid = a.attrelid AND c.relkind IN ('r', 'p') AND NOT c.relispartition
    JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname IN ('auth','trading','investment','financial','education','llm','ml','audit')
    LEFT JOIN pg_index i ON i.indrelid = c.oid AND i.indisprimary
   WHERE a.attnum > 0 AND NOT a.attisdropped`;

/** Infrastructure tables that the event library owns; no entity describes them. */
const isInfrastructure = (table: string): boolean =>
  /\.(events|market_events|agent_events|consumer_cursors)$/.test(table);

/** Compares the migrated database with the entity schemas, both ways: nothing missing, nothing extra, same type, same key. */
export async function verifySchema(database: DataSource): Promise<Difference[]> {
  const actual = ((await database.query(COLUMNS)) as ColumnRow[]).filter(({ table }) => !isInfrastructure(table));
  const wanted = entityColumns(database);
  return [
    ...missing(wanted, actual, 'is not in the database'),
    ...missing(actual, wanted, 'has no entity'),
    ...changed(wanted, actual),
  ];
}

function entityColumns(database: DataSource): ColumnRow[] {
  return database.entityMetadatas.flatMap((entity) =>
    entity.columns.map((column) => ({
      table: `${entity.schema}.${entity.tableName}`,
      column: column.databaseName,
      type: fullType(database.driver.normalizeType(column), column),
      nullable: column.isNullable,
      key: column.isPrimary,
    })),
  );
}

function fullType(
  type: string,
  { precision, scale, isArray }: { precision?: number | null; scale?: number | undefined; isArray: boolean },
): string {
  const sized = type === 'numeric' && precision ? `numeric(${precision},${scale ?? 0})` : type;
  const named = sized === 'time with time zone' || sized !== 'timestamptz' ? sized : 'timestamp with time zone';
  return isArray ? `${named}[]` : named;
}

const keyOf = ({ table, column }: ColumnRow): string => `${table}/${column}`;

function missing(these: ColumnRow[], those: ColumnRow[], what: string): Difference[] {
  const known = new Set(those.map(keyOf));
  return these.filter((row) => !known.has(keyOf(row))).map(({ table, column }) => ({ table, column, what }));
}

function changed(wanted: ColumnRow[], actual: ColumnRow[]): Difference[] {
  const byKey = new Map(actual.map((row) => [keyOf(row), row]));
  return wanted.flatMap((row) => {
    const found = byKey.get(keyOf(row));
    if (!found) return [];
    const faults = [
      found.type !== row.type && `is ${found.type}, the entity says ${row.type}`,
      found.nullable !== row.nullable && 'differs in NULL',
      found.key !== row.key && 'differs in the primary key',
    ];
    return faults.filter((fault) => fault !== false).map((what) => ({ table: row.table, column: row.column, what }));
  });
}
