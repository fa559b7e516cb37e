import { bytesToHex } from '@noble/hashes/utils.js';
import { canonicalJson, hmacSha256Hex, invariant } from '@orbiquant/kernel';
import {
  HASH_BYTES,
  hashLeaf,
  hashRoot,
  isSum,
  parentOf,
  type PoolLeaf,
  type SumNode,
  type Sums,
} from './hash-sums.ts';
import type { PoolProof, PoolRoot } from './shapes.ts';

/** A Merkle-sum tree over the investors of a pool at one strike. */
export type PoolTree = {
  root: PoolRoot;
  /** Ordered by pseudonym. */
  leaves: readonly PoolLeaf[];
  /** Nodes of each level, leaves first. */
  levels: readonly (readonly SumNode[])[];
};

/**
 * The name under which somebody stands in the proofs of a product: 64 lower-case hex digits, which nobody without the
 * salt can connect to a person.
 */
export const pseudonymOf = (salt: string, holder: { userId: string; productId: string }): string =>
  hmacSha256Hex(salt, canonicalJson({ userId: holder.userId, productId: holder.productId }));

/**
 * The tree over what investors hold, in the order of their pseudonyms, whatever order they are given in. A node without
 * a neighbour rises as it is; it is never doubled.
 *
 * @throws Invariant, when a sum is negative or reaches 2^128, or a pseudonym is not 64 hex digits or comes twice.
 */
export function poolTree(holdings: readonly PoolLeaf[]): PoolTree {
  const leaves = [...holdings].sort((left, right) => (left.pseudonym < right.pseudonym ? -1 : 1));
  leaves.forEach((leaf, index) => checkLeaf(leaf, leaves[index - 1]));
  let level: SumNode[] = leaves.map((leaf) => ({ hash: hashLeaf(leaf), units: leaf.units, balance: leaf.balance }));
  const levels = [level];
  while (level.length > 1) {
    level = levelAbove(level);
    levels.push(level);
  }
  return { root: rootOf(level[0], leaves.length), leaves, levels };
}

/**
 * The proof that somebody's units and balance are in a root: the neighbours on the way up.
 * @returns  Null, when the pseudonym holds nothing in this pool.
 */
export function proofOf(tree: PoolTree, pseudonym: string): PoolProof | null {
  const index = placeOf(tree.leaves, pseudonym);
  if (index === null) return null;
  const siblings: PoolProof['siblings'] = [];
  let place = index;
  for (const level of tree.levels) {
    const sibling = level[place % 2 === 0 ? place + 1 : place - 1];
    if (sibling) siblings.push({ hash: bytesToHex(sibling.hash), units: sibling.units, balance: sibling.balance });
    place = Math.floor(place / 2);
  }
  const { units, balance } = tree.leaves[index]!;
  return { leaf: { pseudonym, units, balance }, index, siblings };
}

const PSEUDONYM = /^[0-9a-f]{64}$/;

function checkLeaf(leaf: PoolLeaf, before: PoolLeaf | undefined): void {
  invariant(PSEUDONYM.test(leaf.pseudonym), 'a pseudonym is 64 lower-case hex digits');
  invariant(leaf.pseudonym !== before?.pseudonym, 'a pseudonym stands in a tree once');
  invariant(isSum(leaf), 'a leaf holds neither less than nothing nor more than 16 bytes');
}

function levelAbove(level: readonly SumNode[]): SumNode[] {
  const above: SumNode[] = [];
  for (let index = 0; index < level.length; index += 2) {
    const [left, right] = [level[index]!, level[index + 1]];
    above.push(right ? parentOf(left, right) : left);
  }
  return above;
}

const nothing: Sums & { hash: Uint8Array } = { hash: new Uint8Array(HASH_BYTES), units: 0n, balance: 0n };

function rootOf(top: SumNode = nothing, leaves: number): PoolRoot {
  invariant(isSum(top), 'the sums of a tree fit into 16 bytes');
  return { hash: hashRoot(top, leaves), units: top.units, balance: top.balance, leaves };
}

function placeOf(leaves: readonly PoolLeaf[], pseudonym: string): number | null {
  let [low, high] = [0, leaves.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (leaves[middle]!.pseudonym < pseudonym) low = middle + 1;
    else high = middle;
  }
  return leaves[low]?.pseudonym === pseudonym ? low : null;
}
