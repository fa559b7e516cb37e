import type { RuleVersion } from '@orbiquant/contracts';
import { AppError, newId } from '@orbiquant/kernel';
import type { EntityManager } from '@orbiquant/platform-db';
import { RuleSetTable, RuleVersionTable, type RuleVersionRow } from './lab-entities.ts';

/** Rules as they are saved: checked and named already. */
export type NewRules = Pick<RuleVersion, 'name' | 'digest' | 'rules' | 'leakCheck'>;

/** A version that exists. */
export type RuleKey = { ruleSetId: string; version: number };

/** The first version of a new set, which remembers where it came from. */
export async function begin(
  tx: EntityManager,
  userId: string,
  { saved, from }: { saved: NewRules; from: RuleKey | null },
): Promise<RuleVersion> {
  const ruleSetId = newId();
  const origin = { forkedFrom: from?.ruleSetId ?? null, forkedVersion: from?.version ?? null };
  await tx.insert(RuleSetTable, { ruleSetId, userId, ...origin });
  return append(tx, ruleSetId, { saved, version: 1 });
}

/** A further version. */
export async function append(
  tx: EntityManager,
  ruleSetId: string,
  { saved, version }: { saved: NewRules; version: number },
): Promise<RuleVersion> {
  const { name, digest, rules, leakCheck } = saved;
  await tx.insert(RuleVersionTable, { ruleSetId, version, name, digest, rules, leakCheck } as never);
  return decode(await tx.findOneByOrFail(RuleVersionTable, { ruleSetId, version }));
}

/** Every version of a set, newest first. */
export const rowsOf = (tx: EntityManager, ruleSetId: string): Promise<RuleVersionRow[]> =>
  tx.find(RuleVersionTable, { where: { ruleSetId }, order: { version: 'DESC' } });

/** @throws AppError not-found, also when the set is somebody else's */
export async function setOf(tx: EntityManager, userId: string, ruleSetId: string): Promise<void> {
  if (!(await tx.existsBy(RuleSetTable, { ruleSetId, userId })))
    throw new AppError('not-found', `There is no rule set ${ruleSetId} of yours`);
}

/** Two savings of one set come one after the other. */
export async function lockSet(tx: EntityManager, userId: string, ruleSetId: string): Promise<void> {
  await setOf(tx, userId, ruleSetId);
  await tx.findOne(RuleSetTable, { where: { ruleSetId }, lock: { mode: 'pessimistic_write' } });
}

/** @throws AppError not-found */
export async function versionOf(
  tx: EntityManager,
  userId: string,
  { ruleSetId, version }: RuleKey,
): Promise<RuleVersion> {
  await setOf(tx, userId, ruleSetId);
  const row = await tx.findOneBy(RuleVersionTable, { ruleSetId, version });
  if (!row) throw new AppError('not-found', `The rule set has no version ${version}`);
  return decode(row);
}

/** A row as a version. */
export const decode = ({
  ruleSetId,
  version,
  name,
  digest,
  rules,
  leakCheck,
  createdAtMs,
}: RuleVersionRow): RuleVersion => ({
  ruleSetId,
  version,
  name,
  digest,
  rules,
  leakCheck,
  createdAtMs,
});
