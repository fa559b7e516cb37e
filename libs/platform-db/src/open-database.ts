import { DataSource, type EntitySchema } from 'typeorm';

/** How a service opens the database: its role's address and the tables it knows. */
export type DatabaseOptions = {
  url: string;
  entities?: readonly EntitySchema[];
  applicationName?: string;
  poolMax?: number;
};

/** A connected DataSource. Never synchronises: the migrations own the schema. */
export async function openDatabase({
  url,
  entities = [],
  applicationName,
  poolMax = 8,
}: DatabaseOptions): Promise<DataSource> {
  const database = new DataSource({
    type: 'postgres',
    url,
    entities: [...entities],
    synchronize: false,
    logging: false,
    applicationName,
    poolSize: poolMax,
    extra: { statement_timeout: 30_000, idle_in_transaction_session_timeout: 30_000, connectionTimeoutMillis: 10_000 },
  });
  return database.initialize();
}

export type { DataSource, EntityManager } from 'typeorm';
export { EntitySchema } from 'typeorm';
