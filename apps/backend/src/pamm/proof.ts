import type { OwnProof, PublicRoot } from '@orbiquant/contracts';
import { AppError } from '@orbiquant/kernel';
import type { Balance } from '@orbiquant/pamm';
import { balancesOfStrike, findStrike, saltOf, type Strike } from '@orbiquant/pamm-store';
import type { EntityManager } from '@orbiquant/platform-db';
import { poolTree, proofOf, pseudonymOf, type PoolLeaf, type PoolTree } from '@orbiquant/pool-proof';

/** What everybody holds, under the names that only the house can connect to people. */
export const leavesOf = (balances: readonly Balance[], names: { salt: string; productId: string }): PoolLeaf[] =>
  balances.map(({ holder, units, balanceMinor }) => ({
    pseudonym: pseudonymOf(names.salt, { userId: holder, productId: names.productId }),
    units,
    balance: balanceMinor,
  }));

/** Whose proof of which strike. */
export type ProofWish = { productId: string; strikeId: string };

/** What a strike published. @throws AppError not-found. */
export async function publicRoot(db: EntityManager, wish: ProofWish): Promise<PublicRoot> {
  const { strike, tree } = await treeOf(db, wish);
  return rootOf(strike, tree);
}

/** A person's own proof. @throws AppError not-found, also when that person held nothing. */
export async function ownProof(db: EntityManager, wish: ProofWish, userId: string): Promise<OwnProof> {
  const { strike, tree, salt } = await treeOf(db, wish);
  const proof = proofOf(tree, pseudonymOf(salt, { userId, productId: wish.productId }));
  if (!proof) throw new AppError('not-found', 'You held nothing in this product at that strike');
  return { ...rootOf(strike, tree), leaf: proof.leaf, proof };
}

type StruckTree = { strike: Strike; tree: PoolTree; salt: string };

async function treeOf(db: EntityManager, { productId, strikeId }: ProofWish): Promise<StruckTree> {
  const strike = await findStrike(db, strikeId);
  if (!strike?.root || strike.productId !== productId)
    throw new AppError('not-found', 'There is no proof of such a strike');
  const salt = await saltOf(db, productId);
  const tree = poolTree(leavesOf(await balancesOfStrike(db, strikeId), { salt, productId }));
  if (tree.root.hash !== strike.root.hash)
    throw new AppError('conflict', 'What is kept of this strike does not make the root that was published');
  return { strike, tree, salt };
}

const rootOf = ({ productId, strikeId, struckAtMs, chain }: Strike, { root }: PoolTree): PublicRoot => ({
  productId,
  strikeId,
  struckAtMs,
  root,
  chain: chain ?? { seq: 0n, hash: '' },
});
