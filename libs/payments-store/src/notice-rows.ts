import type { EntityManager } from '@orbiquant/platform-db';

/** Something that a person was told about their money; `about` is the id of the saga. */
export type KeptNotice = { noticeId: string; kind: string; about: string; toldAtMs: number };

/** What a person was told, newest first. */
export async function noticesOf(db: EntityManager, userId: string, limit = 50): Promise<KeptNotice[]> {
  const rows = (await db.query(
    `SELECT notice_id, kind, about, told_at FROM financial.notices WHERE user_id = $1 ORDER BY told_at DESC, notice_id DESC LIMIT $2`,
    [userId, limit],
  )) as Array<{ notice_id: string; kind: string; about: string; told_at: Date }>;
  return rows.map((row) => ({
    noticeId: row.notice_id,
    kind: row.kind,
    about: row.about,
    toldAtMs: row.told_at.getTime(),
  }));
}
