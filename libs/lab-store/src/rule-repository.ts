import type { RuleVersion } from '@orbiquant/contracts';
import type { DataSource } from '@orbiquant/platform-db';
import { RuleSetTable, RuleVersionTable } from './lab-entities.ts';
import { append, begin, decode, lockSet, rowsOf, setOf, versionOf, type NewRules, type RuleKey } from './rule-rows.ts';

/** Rule sets as rows: versions are added and never changed. */
export type RuleRepository = {
  /** The next version of a set of this person, or the first of a new set; what the newest version says already is that version. */
  save(userId: string, ruleSetId: string | undefined, saved: NewRules): Promise<RuleVersion>;
  newest(userId: string): Promise<RuleVersion[]>;
  /** @throws AppError not-found, also when the set is somebody else's */
  versions(userId: string, ruleSetId: string): Promise<RuleVersion[]>;
  find(userId: string, key: RuleKey): Promise<RuleVersion>;
  /** A new set that begins with a version of another, and remembers it. */
  fork(userId: string, key: RuleKey): Promise<RuleVersion>;
};

export const ruleRepository = (db: DataSource): RuleRepository => ({
  save: (userId, ruleSetId, saved) =>
    db.transaction(async (tx) => {
      if (ruleSetId === undefined) return begin(tx, userId, { saved, from: null });
      await lockSet(tx, userId, ruleSetId);
      const [last] = await rowsOf(tx, ruleSetId);
      if (last?.digest === saved.digest) return decode(last);
      return append(tx, ruleSetId, { saved, version: (last?.version ?? 0) + 1 });
    }),

  async newest(userId) {
    const rows = await db.manager
      .createQueryBuilder(RuleVersionTable, 'v')
      .innerJoin(RuleSetTable.options.name, 's', 's.ruleSetId = v.ruleSetId')
      .where('s.userId = :userId', { userId })
      .distinctOn(['v.ruleSetId'])
      .orderBy('v.ruleSetId', 'DESC')
      .addOrderBy('v.version', 'DESC')
      .getMany();
    return rows.map(decode);
  },

  async versions(userId, ruleSetId) {
    await setOf(db.manager, userId, ruleSetId);
    return (await rowsOf(db.manager, ruleSetId)).map(decode);
  },

  find: (userId, key) => versionOf(db.manager, userId, key),

  fork: (userId, key) =>
    db.transaction(async (tx) => {
      const saved = await versionOf(tx, userId, key);
      return begin(tx, userId, { saved, from: key });
    }),
});
