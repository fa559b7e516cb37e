import { randomBytes } from 'node:crypto';
import { judgeRefresh, SESSION_LIFE_MS, type AccessClaims, type RefreshVerdict } from '@orbiquant/identity';
import { newId, sha256Hex } from '@orbiquant/kernel';
import type { Role } from '@orbiquant/contracts';
import type { DataSource, EntityManager } from '@orbiquant/platform-db';

/** The NOTIFY channel on which the id of a session that has ended is told. */
export const SESSION_CHANNEL = 'orbiquant_sessions';

/** A session with the refresh token that carries it on; the token itself is stored nowhere. */
export type OpenSession = AccessClaims & { refreshToken: string };

/** 256 random bits as text, and the digest by which they are found again. */
export const newSecret = (): string => randomBytes(32).toString('base64url');

/** Begins a session. */
export async function openSession(db: DataSource, userId: string, nowMs: number): Promise<OpenSession> {
  const sessionId = newId();
  return db.transaction(async (tx) => {
    await tx.query('INSERT INTO auth.sessions (session_id, user_id, created_at, expires_at) VALUES ($1, $2, $3, $4)', [
      sessionId,
      userId,
      new Date(nowMs),
      new Date(nowMs + SESSION_LIFE_MS),
    ]);
    return { userId, sessionId, refreshToken: await addRefreshToken(tx, sessionId, nowMs) };
  });
}

async function addRefreshToken(tx: EntityManager, sessionId: string, nowMs: number): Promise<string> {
  const token = newSecret();
  await tx.query(
    'INSERT INTO auth.refresh_tokens (token_hash, session_id, issued_at, expires_at) VALUES ($1, $2, $3, $4)',
    [sha256Hex(token), sessionId, new Date(nowMs), new Date(nowMs + SESSION_LIFE_MS)],
  );
  return token;
}

type TokenRow = { session_id: string; user_id: string; used_at: Date | null; expires_at: Date; ended_at: Date | null };

/** What became of a refresh: the session carried on, or why not. */
export type Refreshed = { verdict: 'rotate'; session: OpenSession } | { verdict: Exclude<RefreshVerdict, 'rotate'> };

/** Uses a refresh token. The row lock lets one of two concurrent requests win; a token used before ends its family. */
export async function rotateRefresh(db: DataSource, token: string, nowMs: number): Promise<Refreshed> {
  return db.transaction(async (tx) => {
    const row = await lockToken(tx, token);
    const verdict = judgeRefresh(row && storedRefresh(row), nowMs);
    if (!row || verdict === 'refuse' || verdict === 'try-again')
      return { verdict: verdict === 'try-again' ? verdict : 'refuse' };
    if (verdict === 'end-family') {
      await endSession(tx, row.session_id, { reason: 'token-reused', nowMs });
      return { verdict };
    }
    return { verdict, session: await nextInFamily(tx, { row, token, nowMs }) };
  });
}

async function lockToken(tx: EntityManager, token: string): Promise<TokenRow | null> {
  const [row] = (await tx.query(
    `SELECT t.session_id, s.user_id, t.used_at, t.expires_at, s.ended_at
       FROM auth.refresh_tokens t JOIN auth.sessions s USING (session_id) WHERE t.token_hash = $1 FOR UPDATE`,
    [sha256Hex(token)],
  )) as TokenRow[];
  return row ?? null;
}

const storedRefresh = ({ used_at, expires_at, ended_at }: TokenRow) => ({
  usedAtMs: used_at?.getTime() ?? null,
  expiresAtMs: expires_at.getTime(),
  sessionEnded: ended_at !== null,
});

async function nextInFamily(
  tx: EntityManager,
  { row, token, nowMs }: { row: TokenRow; token: string; nowMs: number },
): Promise<OpenSession> {
  await tx.query('UPDATE auth.refresh_tokens SET used_at = $2 WHERE token_hash = $1', [
    sha256Hex(token),
    new Date(nowMs),
  ]);
  await tx.query('UPDATE auth.sessions SET expires_at = $2 WHERE session_id = $1', [
    row.session_id,
    new Date(nowMs + SESSION_LIFE_MS),
  ]);
  return {
    userId: row.user_id,
    sessionId: row.session_id,
    refreshToken: await addRefreshToken(tx, row.session_id, nowMs),
  };
}

/** Ends a session and tells whoever holds sockets of it. Ending it twice changes nothing. */
export async function endSession(
  db: EntityManager,
  sessionId: string,
  { reason, nowMs }: { reason: 'signed-out' | 'token-reused'; nowMs: number },
): Promise<void> {
  await db.query('UPDATE auth.sessions SET ended_at = $2, end_reason = $3 WHERE session_id = $1 AND ended_at IS NULL', [
    sessionId,
    new Date(nowMs),
    reason,
  ]);
  await db.query('SELECT pg_notify($1, $2)', [SESSION_CHANNEL, sessionId]);
}

/** The session that a refresh token belongs to, used or not; null when the token is not ours. */
export async function sessionOfToken(db: EntityManager, token: string): Promise<string | null> {
  const [row] = (await db.query('SELECT session_id FROM auth.refresh_tokens WHERE token_hash = $1', [
    sha256Hex(token),
  ])) as Array<{ session_id: string }>;
  return row?.session_id ?? null;
}

/** The roles of the person of a live session; null when the session has ended or is another's. */
export async function rolesInSession(
  db: EntityManager,
  { userId, sessionId }: AccessClaims,
  nowMs: number,
): Promise<Role[] | null> {
  const [row] = (await db.query(
    `SELECT u.roles FROM auth.sessions s JOIN auth.users u USING (user_id)
      WHERE s.session_id = $1 AND s.user_id = $2 AND s.ended_at IS NULL AND s.expires_at > $3`,
    [sessionId, userId, new Date(nowMs)],
  )) as Array<{ roles: Role[] }>;
  return row?.roles ?? null;
}

/** Those of `sessionIds` that are no longer live. */
export async function endedAmong(db: EntityManager, sessionIds: readonly string[], nowMs: number): Promise<string[]> {
  const rows = (await db.query(
    'SELECT session_id FROM auth.sessions WHERE session_id = ANY ($1) AND (ended_at IS NOT NULL OR expires_at <= $2)',
    [sessionIds, new Date(nowMs)],
  )) as Array<{ session_id: string }>;
  return rows.map(({ session_id }) => session_id);
}

/** How long a proof of who one is lasts, for what needs more than a session. */
export const STEP_UP_MS = 5 * 60_000;

/** Notes that the person of a session has just proven who they are. */
export async function noteStepUp(db: EntityManager, sessionId: string, nowMs: number): Promise<void> {
  await db.query('UPDATE auth.sessions SET stepped_up_at = $2 WHERE session_id = $1 AND ended_at IS NULL', [
    sessionId,
    new Date(nowMs),
  ]);
}

/** Until when the newest such proof of a session lasts; null without one. Epoch ms. */
export async function steppedUpUntil(db: EntityManager, sessionId: string): Promise<number | null> {
  const [row] = (await db.query('SELECT stepped_up_at FROM auth.sessions WHERE session_id = $1 AND ended_at IS NULL', [
    sessionId,
  ])) as Array<{ stepped_up_at: Date | null }>;
  return row?.stepped_up_at ? row.stepped_up_at.getTime() + STEP_UP_MS : null;
}
