import type { Client } from 'pg';

/** One login role per service; what each may write is granted table by table in the migrations. */
export const SERVICE_ROLES = ['data_service', 'ml_engine', 'trading_agents', 'backend', 'llm_agent'] as const;
/** A service's database role, without the `orbiquant_` prefix. */
export type ServiceRole = (typeof SERVICE_ROLES)[number];

/** The role's name in PostgreSQL. */
export const roleName = (role: ServiceRole): string => `orbiquant_${role}`;

/** Creates the roles that are missing and sets their passwords. Roles belong to the cluster, not to one database. */
export async function ensureRoles(client: Client, passwordOf: (role: ServiceRole) => string): Promise<void> {
  for (const role of SERVICE_ROLES) {
    const name = client.escapeIdentifier(roleName(role));
    const { rowCount } = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [roleName(role)]);
    if (!rowCount) await client.query(`CREATE ROLE ${name} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS`);
    await client.query(`ALTER ROLE ${name} PASSWORD ${client.escapeLiteral(passwordOf(role))}`);
  }
}
