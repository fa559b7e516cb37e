import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';

/** Sums are kept in 16 bytes: less than this. */
export const SUM_LIMIT = 2n ** 128n;
/** Bytes of a SHA-256. */
export const HASH_BYTES = 32;

/** What a node commits to besides its hash: units in steps of 10^-12 and balance in minor units, both 0 <= sum < 2^128. */
export type Sums = { units: bigint; balance: bigint };
/** A node of the tree: what is below it, as a hash and two sums. */
export type SumNode = Sums & { hash: Uint8Array };
/** What one investor holds, under a name that only the investor and the pool can connect to a person. */
export type PoolLeaf = Sums & { pseudonym: string };

const LEAF = 0;
const NODE = 1;
const ROOT = 2;
const WORD = 2n ** 64n;

const leafBytes = new Uint8Array(1 + 32 + 16 + 16);
const nodeBytes = new Uint8Array(1 + 2 * (32 + 16 + 16));
const rootBytes = new Uint8Array(1 + 8 + 32 + 16 + 16);
const [leafView, nodeView, rootView] = [leafBytes, nodeBytes, rootBytes].map((bytes) => new DataView(bytes.buffer));
leafBytes[0] = LEAF;
nodeBytes[0] = NODE;
rootBytes[0] = ROOT;

/** The hash of a leaf: 0x00, pseudonym, units, balance. */
export function hashLeaf({ pseudonym, units, balance }: PoolLeaf): Uint8Array {
  leafBytes.set(hexToBytes(pseudonym), 1);
  writeSums(leafView!, 33, { units, balance });
  return sha256(leafBytes);
}

/**
 * The hash of a node: 0x01, then of each child its hash and its own sums. The children's sums are hashed apart, never
 * only their total, or a dishonest pool could state less than both hold.
 * @see K. Hu, Z. Zhang, K. Guo, "Breaking the Binding: Attacks on the Merkle Approach to Prove Liabilities and its
 *      Applications", 2019; K. Chalkias, P. Chatzigiannis, Y. Ji, "Broken Proofs of Solvency in Blockchain Custodial
 *      Wallets and Exchanges", 2022.
 */
export function hashNode(left: SumNode, right: SumNode): Uint8Array {
  nodeBytes.set(left.hash, 1);
  writeSums(nodeView!, 33, left);
  nodeBytes.set(right.hash, 65);
  writeSums(nodeView!, 97, right);
  return sha256(nodeBytes);
}

/** The published hash: 0x02, number of leaves, top hash, sums. It fixes the number of leaves, and so the shape of the tree. */
export function hashRoot({ hash, units, balance }: SumNode, leaves: number): string {
  rootView!.setBigUint64(1, BigInt(leaves));
  rootBytes.set(hash, 9);
  writeSums(rootView!, 41, { units, balance });
  return bytesToHex(sha256(rootBytes));
}

/** The node above two: hash and exact sums. */
export const parentOf = (left: SumNode, right: SumNode): SumNode => ({
  hash: hashNode(left, right),
  units: left.units + right.units,
  balance: left.balance + right.balance,
});

/** Whether sums can stand in the tree: a negative one could hide what is owed to others. */
export const isSum = ({ units, balance }: Sums): boolean =>
  units >= 0n && units < SUM_LIMIT && balance >= 0n && balance < SUM_LIMIT;

function writeSums(view: DataView, at: number, { units, balance }: Sums): void {
  view.setBigUint64(at, units / WORD);
  view.setBigUint64(at + 8, BigInt.asUintN(64, units));
  view.setBigUint64(at + 16, balance / WORD);
  view.setBigUint64(at + 24, BigInt.asUintN(64, balance));
}
