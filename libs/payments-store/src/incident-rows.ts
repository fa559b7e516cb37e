import type { Incident, IncidentCause } from '@orbiquant/payments';
import { inTransaction, type EntityManager } from '@orbiquant/platform-db';
import { causeJson } from './json.ts';

type Row = {
  incident_id: string;
  status: Incident['status'];
  is_booked: boolean;
  resolved_by: string | null;
  cause: unknown;
  raised_at: Date;
};

const toIncident = (row: Row): Incident => ({
  incidentId: row.incident_id,
  status: row.status,
  isBooked: row.is_booked,
  resolvedBy: row.resolved_by,
});

/** One incident, locked until the transaction ends; null when it was never raised. */
export async function lockIncident(tx: EntityManager, incidentId: string): Promise<Incident | null> {
  inTransaction(tx);
  const [row] = (await tx.query('SELECT * FROM financial.incidents WHERE incident_id = $1 FOR UPDATE', [
    incidentId,
  ])) as Row[];
  return row ? toIncident(row) : null;
}

/** An incident with what raised it, for the person who has to look. */
export type ListedIncident = Incident & { cause: unknown; raisedAtMs: number };

/** Incidents, open ones first, then the newest. */
export async function listIncidents(db: EntityManager, limit = 500): Promise<ListedIncident[]> {
  const rows = (await db.query('SELECT * FROM financial.incidents ORDER BY status, raised_at DESC LIMIT $1', [
    limit,
  ])) as Row[];
  return rows.map((row) => ({ ...toIncident(row), cause: row.cause, raisedAtMs: row.raised_at.getTime() }));
}

/** Whether anything is unexplained: then no money begins to leave the house. */
export async function isFrozen(db: EntityManager): Promise<boolean> {
  const [row] = (await db.query(
    `SELECT EXISTS (SELECT 1 FROM financial.incidents WHERE status = 'open') AS frozen`,
  )) as Array<{ frozen: boolean }>;
  return row?.frozen ?? true;
}

/** Writes an incident as a step left it. */
export async function saveIncident(
  tx: EntityManager,
  incident: Incident,
  { cause, nowMs }: { cause: IncidentCause | null; nowMs: number },
): Promise<void> {
  inTransaction(tx);
  await tx.query(
    `INSERT INTO financial.incidents (incident_id, status, is_booked, cause, raised_at, resolved_by) VALUES ($1, $2, $3, $4::jsonb, $5, $6)
     ON CONFLICT (incident_id) DO UPDATE SET status = $2, is_booked = $3, resolved_by = $6`,
    [incident.incidentId, incident.status, incident.isBooked, causeJson(cause), new Date(nowMs), incident.resolvedBy],
  );
}
