import { hexToBytes } from '@noble/hashes/utils.js';
import { hashLeaf, hashRoot, isSum, parentOf, type PoolLeaf, type SumNode } from './hash-sums.ts';
import { PoolLeafShape, PoolProof, PoolRoot } from './shapes.ts';

/**
 * Which check failed. `shape`: not a proof, leaf or root at all; `leaf`: about somebody or something else than expected;
 * `position`: a place that the tree does not have; `length`: not as many neighbours as the place needs; `range`: a sum
 * beyond its limits; `units`, `balance`: the sums on the way up are not the root's; `hash`: something was altered.
 */
export type ProofCheck = 'shape' | 'leaf' | 'position' | 'length' | 'range' | 'units' | 'balance' | 'hash';
/** Whether a proof holds, or the first check that it fails. */
export type ProofVerdict = { ok: true } | { ok: false; check: ProofCheck };

/**
 * Whether `leaf` is part of what `root` publishes, at exactly its units and balance. Trusts none of the three: rebuilds
 * every hash and every sum from the leaf up.
 *
 * @param proof  What was downloaded.
 * @param leaf   What the investor expects to hold.
 * @param root   What was published, from a source that the investor trusts.
 */
export function verifyProof(proof: PoolProof, leaf: PoolLeaf, root: PoolRoot): ProofVerdict {
  if (!isShaped(proof, leaf, root)) return failed('shape');
  if (!isSame(proof.leaf, leaf)) return failed('leaf');
  if (proof.index >= root.leaves) return failed('position');
  const sides = sidesOf(proof.index, root.leaves);
  if (sides.length !== proof.siblings.length) return failed('length');
  const top = climb(proof, sides);
  return top ? judgeTop(top, root) : failed('range');
}

/** Reads and verifies a proof as it travels, in JSON. */
export function verifyProofJson(proof: unknown, leaf: unknown, root: unknown): ProofVerdict {
  const proofRead = PoolProof.safeParse(proof);
  const leafRead = PoolLeafShape.safeParse(leaf);
  const rootRead = PoolRoot.safeParse(root);
  if (!proofRead.success || !leafRead.success || !rootRead.success) return failed('shape');
  return verifyProof(proofRead.data, leafRead.data, rootRead.data);
}

const failed = (check: ProofCheck): ProofVerdict => ({ ok: false, check });

const isShaped = (proof: PoolProof, leaf: PoolLeaf, root: PoolRoot): boolean =>
  PoolProof.safeEncode(proof).success && PoolLeafShape.safeEncode(leaf).success && PoolRoot.safeEncode(root).success;

const isSame = (left: PoolLeaf, right: PoolLeaf): boolean =>
  left.pseudonym === right.pseudonym && left.units === right.units && left.balance === right.balance;

/** On which side the neighbour stands at each level that has one; a node without neighbour rises without. */
function sidesOf(index: number, leaves: number): Array<'left' | 'right'> {
  const sides: Array<'left' | 'right'> = [];
  let place = index;
  for (let width = leaves; width > 1; width = Math.ceil(width / 2)) {
    if (place % 2 === 1) sides.push('left');
    else if (place + 1 < width) sides.push('right');
    place = Math.floor(place / 2);
  }
  return sides;
}

/** The top of the tree as the proof has it; null when a sum leaves its range on the way. */
function climb({ leaf, siblings }: PoolProof, sides: ReadonlyArray<'left' | 'right'>): SumNode | null {
  let node: SumNode = { hash: hashLeaf(leaf), units: leaf.units, balance: leaf.balance };
  for (const [level, side] of sides.entries()) {
    const { hash, units, balance } = siblings[level]!;
    const sibling = { hash: hexToBytes(hash), units, balance };
    node = side === 'left' ? parentOf(sibling, node) : parentOf(node, sibling);
    if (!isSum(node)) return null;
  }
  return node;
}

function judgeTop(top: SumNode, root: PoolRoot): ProofVerdict {
  if (top.units !== root.units) return failed('units');
  if (top.balance !== root.balance) return failed('balance');
  return hashRoot(top, root.leaves) === root.hash ? { ok: true } : failed('hash');
}
