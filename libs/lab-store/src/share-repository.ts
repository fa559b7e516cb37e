import { randomBytes } from 'node:crypto';
import type { RuleShare, RuleVersion, SharedRules } from '@orbiquant/contracts';
import { AppError } from '@orbiquant/kernel';
import { IsNull } from 'typeorm';
import type { DataSource, EntityManager } from '@orbiquant/platform-db';
import { RuleSetTable, RuleShareTable, RuleVersionTable, type RuleShareRow } from './lab-entities.ts';
import { begin, decode, lockSet, setOf, versionOf, type RuleKey } from './rule-rows.ts';

/** Links to versions of rules. A token is 256 random bits: it cannot be guessed, and it is the only key. */
export type ShareRepository = {
  /** The link to a version of this person: the one that works, else a new one. */
  share(userId: string, key: RuleKey): Promise<RuleShare>;
  /** The links to a set of this person that work, newest version first. */
  live(userId: string, ruleSetId: string): Promise<RuleShare[]>;
  /** Withdraws the link to a version, and gives those that are left. A version without one stays so. */
  revoke(userId: string, key: RuleKey, nowMs: number): Promise<RuleShare[]>;
  /** @throws AppError not-found, the same whether there never was such a link or it was withdrawn */
  open(userId: string, token: string): Promise<SharedRules>;
  /** A new set of this person that begins with what the link shows. @throws AppError not-found */
  fork(userId: string, token: string): Promise<RuleVersion>;
};

export const shareRepository = (db: DataSource): ShareRepository => ({
  share: (userId, { ruleSetId, version }) =>
    db.transaction(async (tx) => {
      // two askings at once find one link: the second waits for the first
      await lockSet(tx, userId, ruleSetId);
      await versionOf(tx, userId, { ruleSetId, version });
      const found = await tx.findOneBy(RuleShareTable, { ruleSetId, version, revokedAtMs: IsNull() });
      if (found) return linkOf(found);
      const token = randomBytes(32).toString('base64url');
      await tx.insert(RuleShareTable, { token, ruleSetId, version });
      return linkOf(await tx.findOneByOrFail(RuleShareTable, { token }));
    }),

  async live(userId, ruleSetId) {
    await setOf(db.manager, userId, ruleSetId);
    return liveOf(db.manager, ruleSetId);
  },

  async revoke(userId, { ruleSetId, version }, nowMs) {
    await setOf(db.manager, userId, ruleSetId);
    await db.manager.update(RuleShareTable, { ruleSetId, version, revokedAtMs: IsNull() }, { revokedAtMs: nowMs });
    return liveOf(db.manager, ruleSetId);
  },

  async open(userId, token) {
    const { ruleSetId, ...shown } = await shownBy(db.manager, token);
    const isMine = await db.manager.existsBy(RuleSetTable, { ruleSetId, userId });
    return { ...shown, isMine };
  },

  fork: (userId, token) =>
    db.transaction(async (tx) => {
      const saved = await shownBy(tx, token);
      return begin(tx, userId, { saved, from: saved });
    }),
});

async function liveOf(tx: EntityManager, ruleSetId: string): Promise<RuleShare[]> {
  const order = { version: 'DESC' } as const;
  return (await tx.find(RuleShareTable, { where: { ruleSetId, revokedAtMs: IsNull() }, order })).map(linkOf);
}

/** What a working link shows. Nothing in the refusal tells what it might have been. */
async function shownBy(tx: EntityManager, token: string): Promise<RuleVersion> {
  const link = await tx.findOneBy(RuleShareTable, { token, revokedAtMs: IsNull() });
  if (!link) throw new AppError('not-found', 'This link shows nothing');
  const { ruleSetId, version } = link;
  return decode(await tx.findOneByOrFail(RuleVersionTable, { ruleSetId, version }));
}

const linkOf = ({ token, ruleSetId, version, createdAtMs }: RuleShareRow): RuleShare => ({
  token,
  ruleSetId,
  version,
  createdAtMs,
});
