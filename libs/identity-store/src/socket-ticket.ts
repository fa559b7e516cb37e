import { TICKET_LIFE_MS, type AccessClaims } from '@orbiquant/identity';
import { sha256Hex } from '@orbiquant/kernel';
import type { EntityManager } from '@orbiquant/platform-db';
import { newSecret } from './session-repository.ts';

/** A ticket that opens one socket of a session, within a minute. Tickets that are over are forgotten here. */
export async function issueTicket(
  db: EntityManager,
  sessionId: string,
  nowMs: number,
): Promise<{ ticket: string; expiresAtMs: number }> {
  const ticket = newSecret();
  const expiresAtMs = nowMs + TICKET_LIFE_MS;
  await db.query('DELETE FROM auth.socket_tickets WHERE expires_at < $1', [new Date(nowMs - TICKET_LIFE_MS)]);
  await db.query('INSERT INTO auth.socket_tickets (ticket_hash, session_id, expires_at) VALUES ($1, $2, $3)', [
    sha256Hex(ticket),
    sessionId,
    new Date(expiresAtMs),
  ]);
  return { ticket, expiresAtMs };
}

/** Uses a ticket up; null when it is unknown, used, too old, or of a session that has ended. */
export async function redeemTicket(db: EntityManager, ticket: string, nowMs: number): Promise<AccessClaims | null> {
  const [rows] = (await db.query(
    `UPDATE auth.socket_tickets t SET used_at = $2 FROM auth.sessions s
      WHERE t.ticket_hash = $1 AND t.used_at IS NULL AND t.expires_at > $2
        AND s.session_id = t.session_id AND s.ended_at IS NULL AND s.expires_at > $2
     RETURNING s.session_id, s.user_id`,
    [sha256Hex(ticket), new Date(nowMs)],
  )) as [Array<{ session_id: string; user_id: string }>, number];
  const row = rows[0];
  return row ? { sessionId: row.session_id, userId: row.user_id } : null;
}
