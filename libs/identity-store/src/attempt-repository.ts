import { SIGN_IN_WINDOW_MS, type Failures } from '@orbiquant/identity';
import { sha256Hex } from '@orbiquant/kernel';
import type { EntityManager } from '@orbiquant/platform-db';

/** One account as seen from one address; neither can be read from the key. */
export const attemptKey = (email: string, address: string): string => sha256Hex(`${email.toLowerCase()}\n${address}`);

/** The failures of the window that is running, null when there is none. */
export async function failuresOf(db: EntityManager, key: string, nowMs: number): Promise<Failures | null> {
  const [row] = (await db.query(
    'SELECT failures, window_started_at FROM auth.sign_in_attempts WHERE attempt_key = $1 AND window_started_at > $2',
    [key, new Date(nowMs - SIGN_IN_WINDOW_MS)],
  )) as Array<{ failures: number; window_started_at: Date }>;
  return row ? { failures: row.failures, windowStartedAtMs: row.window_started_at.getTime() } : null;
}

/** Counts an attempt before it is judged, so that parallel guesses are counted too; forgets windows that are over. */
export async function countAttempt(db: EntityManager, key: string, nowMs: number): Promise<void> {
  const over = new Date(nowMs - SIGN_IN_WINDOW_MS);
  await db.query('DELETE FROM auth.sign_in_attempts WHERE window_started_at <= $1', [over]);
  await db.query(
    `INSERT INTO auth.sign_in_attempts AS seen (attempt_key, failures, window_started_at) VALUES ($1, 1, $2)
     ON CONFLICT (attempt_key) DO UPDATE SET failures = seen.failures + 1`,
    [key, new Date(nowMs)],
  );
}

/** A right password wipes the slate. */
export async function forgiveAttempts(db: EntityManager, key: string): Promise<void> {
  await db.query('DELETE FROM auth.sign_in_attempts WHERE attempt_key = $1', [key]);
}
