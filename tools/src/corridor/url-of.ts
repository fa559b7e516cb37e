import type { Client } from 'pg';

/** The address that an open client was given. */
export function urlOf({ user, password, host, port, database }: Client): string {
  return `postgres://${user}:${encodeURIComponent(String(password))}@${host}:${port}/${database}`;
}
