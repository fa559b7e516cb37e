import type { RuleVersion } from '@orbiquant/contracts';
import { AppError, newId } from '@orbiquant/kernel';
import type { DataSource, EntityManager } from '@orbiquant/platform-db';
import { RuleSetTable, RuleVersionTable, type RuleVersionRow } from './lab-entities.ts';

/** Rules as they are saved: checked and named already. */
export type NewRules = { name: string; digest: string; rules: RuleVersion['rules'] };

/** A version that exists. */
export type RuleKey = { ruleSetId: string; version: number };

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
      const { name, digest, rules } = await versionOf(tx, userId, key);
      return begin(tx, userId, { saved: { name, digest, rules }, from: key });
    }),
});

async function begin(
  tx: EntityManager,
  userId: string,
  { saved, from }: { saved: NewRules; from: RuleKey | null },
): Promise<RuleVersion> {
  const ruleSetId = newId();
  const origin = { forkedFrom: from?.ruleSetId ?? null, forkedVersion: from?.version ?? null };
  await tx.insert(RuleSetTable, { ruleSetId, userId, ...origin });
  return append(tx, ruleSetId, { saved, version: 1 });
}

async function append(
  tx: EntityManager,
  ruleSetId: string,
  { saved, version }: { saved: NewRules; version: number },
): Promise<RuleVersion> {
  await tx.insert(RuleVersionTable, { ruleSetId, version, ...saved } as never);
  return decode(await tx.findOneByOrFail(RuleVersionTable, { ruleSetId, version }));
}

const rowsOf = (tx: EntityManager, ruleSetId: string): Promise<RuleVersionRow[]> =>
  tx.find(RuleVersionTable, { where: { ruleSetId }, order: { version: 'DESC' } });

async function setOf(tx: EntityManager, userId: string, ruleSetId: string): Promise<void> {
  if (!(await tx.existsBy(RuleSetTable, { ruleSetId, userId })))
    throw new AppError('not-found', `There is no rule set ${ruleSetId} of yours`);
}

/** Two savings of one set come one after the other. */
async function lockSet(tx: EntityManager, userId: string, ruleSetId: string): Promise<void> {
  await setOf(tx, userId, ruleSetId);
  await tx.findOne(RuleSetTable, { where: { ruleSetId }, lock: { mode: 'pessimistic_write' } });
}

async function versionOf(tx: EntityManager, userId: string, { ruleSetId, version }: RuleKey): Promise<RuleVersion> {
  await setOf(tx, userId, ruleSetId);
  const row = await tx.findOneBy(RuleVersionTable, { ruleSetId, version });
  if (!row) throw new AppError('not-found', `The rule set has no version ${version}`);
  return decode(row);
}

const decode = ({ ruleSetId, version, name, digest, rules, createdAtMs }: RuleVersionRow): RuleVersion => ({
  ruleSetId,
  version,
  name,
  digest,
  rules,
  createdAtMs,
});
