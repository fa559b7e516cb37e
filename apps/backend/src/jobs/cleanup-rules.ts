import type { EntityManager } from '@orbiquant/platform-db';

const DAY_MS = 86_400_000;

/** Something that is removed when it is old enough. `sql` takes the instant before which it is old, and removes. */
export type CleanupRule = { name: string; olderThanDays: number; sql: string };

/**
 * What may go, and when. No rule names a table of the books: transfers, postings and balances stay for ever, and so do
 * withdrawals, their attempts, the processor's events and everything of the pools.
 */
export const CLEANUP_RULES: readonly CleanupRule[] = [
  {
    name: 'deposits-that-came-to-nothing',
    olderThanDays: 90,
    sql: `DELETE FROM financial.deposits WHERE status IN ('created', 'failed') AND created_at < $1 AND charge_id IS NULL AND dispute IS NULL`,
  },
  {
    name: 'outbox-work-long-done',
    olderThanDays: 90,
    sql: 'DELETE FROM financial.effects WHERE done_at < $1',
  },
  {
    name: 'answers-to-repeated-requests',
    olderThanDays: 90,
    sql: 'DELETE FROM financial.idempotency_keys WHERE claimed_at < $1',
  },
  { name: 'expired-refresh-tokens', olderThanDays: 30, sql: 'DELETE FROM auth.refresh_tokens WHERE expires_at < $1' },
  { name: 'expired-socket-tickets', olderThanDays: 1, sql: 'DELETE FROM auth.socket_tickets WHERE expires_at < $1' },
  { name: 'failed-sign-ins', olderThanDays: 90, sql: 'DELETE FROM auth.sign_in_attempts WHERE window_started_at < $1' },
  {
    name: 'ended-sessions',
    olderThanDays: 90,
    sql: `DELETE FROM auth.sessions s WHERE expires_at < $1
            AND NOT EXISTS (SELECT 1 FROM auth.refresh_tokens t WHERE t.session_id = s.session_id)
            AND NOT EXISTS (SELECT 1 FROM auth.socket_tickets t WHERE t.session_id = s.session_id)`,
  },
  {
    name: 'settled-dead-letters',
    olderThanDays: 365,
    sql: 'DELETE FROM financial.job_dead_letters WHERE settled_at < $1',
  },
  {
    name: 'slots-of-jobs',
    olderThanDays: 90,
    // days and months are kept: they say for ever that a period was done
    sql: `DELETE FROM financial.duties d WHERE state = 'done' AND finished_at < $1 AND length(period) > 10
            AND NOT EXISTS (SELECT 1 FROM financial.job_dead_letters l WHERE l.job = d.job AND l.period = d.period AND l.settled_at IS NULL)`,
  },
  {
    name: 'accounts-closed-long-ago',
    olderThanDays: 365,
    sql: `WITH closed AS (
            SELECT u.user_id, u.email, u.display_name FROM auth.users u JOIN investment.account_standings s USING (user_id)
             WHERE s.standing = 'deleted' AND s.changed_at < $1 AND NOT EXISTS (SELECT 1 FROM auth.archived_accounts a WHERE a.user_id = u.user_id)),
          kept AS (
            INSERT INTO auth.archived_accounts (user_id, email, display_name, archived_at) SELECT user_id, email, display_name, now() FROM closed RETURNING user_id)
          UPDATE auth.users u SET email = 'archived-' || u.user_id || '@archived.invalid', display_name = '', password_hash = '', roles = '{}'
            FROM kept WHERE kept.user_id = u.user_id`,
  },
];

/** Removes what a rule covers, in the caller's transaction. Returns how many rows. */
export async function applyRule(
  tx: EntityManager,
  { olderThanDays, sql }: CleanupRule,
  nowMs: number,
): Promise<number> {
  const [, count] = (await tx.query(sql, [new Date(nowMs - olderThanDays * DAY_MS)])) as [unknown[], number];
  return count;
}
