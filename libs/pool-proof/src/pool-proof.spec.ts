import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { sha256Hex } from '@orbiquant/kernel';
import fc from 'fast-check';
import { poolTree, proofOf, pseudonymOf, type PoolTree } from './pool-tree.ts';
import { PoolLeafShape, PoolProof, PoolRoot } from './shapes.ts';
import { verifyProof, verifyProofJson, type ProofVerdict } from './verify-proof.ts';
import type { PoolLeaf } from './hash-sums.ts';

const leafOf = (index: number): PoolLeaf => ({
  pseudonym: pseudonymOf('salt', { userId: `user-${index}`, productId: 'atlas' }),
  units: BigInt(index * 7 + 1) * 10n ** 12n,
  balance: BigInt(index * 13),
});
const treeOf = (count: number): PoolTree => poolTree(Array.from({ length: count }, (_, index) => leafOf(index)));
const check = (verdict: ProofVerdict): string => (verdict.ok ? 'ok' : verdict.check);
const OTHER = sha256Hex('something else');

describe('a provable pool', () => {
  it('proves every leaf of trees of 1 to 70 investors, with exact sums', () => {
    for (let count = 1; count <= 70; count++) {
      const tree = treeOf(count);
      expect(tree.root.units).toBe(tree.leaves.reduce((sum, { units }) => sum + units, 0n));
      expect(tree.root.balance).toBe(tree.leaves.reduce((sum, { balance }) => sum + balance, 0n));
      expect(tree.root.leaves).toBe(count);
      for (const leaf of tree.leaves)
        expect(check(verifyProof(proofOf(tree, leaf.pseudonym)!, leaf, tree.root))).toBe('ok');
    }
  });
  it('is hashed as its format says, so that others can write a verifier', () => {
    const leaf = { pseudonym: 'ab'.repeat(32), units: 1n, balance: 258n };
    const hex = (value: bigint, digits: number): string => value.toString(16).padStart(digits, '0');
    const sumsHex = (units: bigint, balance: bigint): string => hex(units, 32) + hex(balance, 32);
    const other = { pseudonym: 'cd'.repeat(32), units: 2n ** 100n, balance: 0n };
    const [a, b] = [leaf, other].map((each) => hashHex(`00${each.pseudonym}${sumsHex(each.units, each.balance)}`));
    const top = hashHex(`01${a}${sumsHex(leaf.units, leaf.balance)}${b}${sumsHex(other.units, 0n)}`);
    const sums = sumsHex(leaf.units + other.units, 258n);
    expect(poolTree([other, leaf]).root.hash).toBe(hashHex(`02${hex(2n, 16)}${top}${sums}`));
  });
  it('has one root for one set of investors, in whatever order', () => {
    const leaves = Array.from({ length: 9 }, (_, index) => leafOf(index));
    fc.assert(
      fc.property(fc.shuffledSubarray(leaves, { minLength: 9 }), (shuffled) => {
        expect(poolTree(shuffled).root).toEqual(poolTree(leaves).root);
      }),
    );
  });
  it('without investors has a root of nothing, and proves nobody', () => {
    const empty = poolTree([]);
    expect(empty.root).toMatchObject({ units: 0n, balance: 0n, leaves: 0 });
    expect(proofOf(empty, OTHER)).toBeNull();
    expect(proofOf(treeOf(5), OTHER)).toBeNull();
  });
  it('takes no negative sums, which could hide what is owed, and nobody twice', () => {
    expect(() => poolTree([{ ...leafOf(1), balance: -1n }])).toThrow('less than nothing');
    expect(() => poolTree([{ ...leafOf(1), units: 2n ** 128n }])).toThrow('more than 16 bytes');
    expect(() => poolTree([leafOf(1), leafOf(1)])).toThrow('once');
    expect(() => poolTree([{ ...leafOf(1), pseudonym: 'Ana' }])).toThrow('hex digits');
    const full = 2n ** 128n - 1n;
    expect(() => poolTree([leafOf(1), { ...leafOf(2), balance: full }])).toThrow('fit into 16 bytes');
  });
  it('is no tree of which an odd leaf could be doubled', () => {
    const [three, four] = [treeOf(3), poolTree([...treeOf(3).leaves, { ...leafOf(3), units: 0n, balance: 0n }])];
    expect(three.root.hash).not.toBe(four.root.hash);
    const last = three.leaves[2]!;
    expect(proofOf(three, last.pseudonym)!.siblings).toHaveLength(1);
  });
  it('names people so that only the holder of the salt can tell who it is', () => {
    const names = [
      pseudonymOf('salt', { userId: 'a', productId: 'b' }),
      pseudonymOf('salt', { userId: 'b', productId: 'a' }),
      pseudonymOf('pepper', { userId: 'a', productId: 'b' }),
      pseudonymOf('salt', { userId: 'a","productId":"b', productId: '' }),
    ];
    expect(new Set(names).size).toBe(4);
    expect(names.every((name) => /^[0-9a-f]{64}$/.test(name))).toBe(true);
  });
});

describe('an altered proof', () => {
  const tree = treeOf(11);
  const leaf = tree.leaves[4]!;
  const proof = proofOf(tree, leaf.pseudonym)!;
  const { root } = tree;
  const [first, ...others] = proof.siblings;
  const withFirst = (change: Partial<typeof first>) => ({ ...proof, siblings: [{ ...first!, ...change }, ...others] });

  it.each<[string, { proof?: PoolProof; leaf?: PoolLeaf; root?: PoolRoot }]>([
    ['leaf', { proof: { ...proof, leaf: { ...leaf, balance: leaf.balance + 1n } } }],
    ['leaf', { leaf: { ...leaf, units: leaf.units - 1n } }],
    ['leaf', { leaf: tree.leaves[5]! }],
    ['position', { proof: { ...proof, index: 11 } }],
    ['hash', { proof: { ...proof, index: 5 } }],
    ['length', { proof: { ...proof, index: 10 } }],
    ['length', { proof: { ...proof, siblings: others } }],
    ['length', { proof: { ...proof, siblings: [...proof.siblings, first!] } }],
    ['hash', { proof: { ...proof, siblings: proof.siblings.toReversed() } }],
    ['hash', { proof: withFirst({ hash: OTHER }) }],
    ['units', { proof: withFirst({ units: first!.units + 1n }) }],
    ['balance', { proof: withFirst({ balance: first!.balance + 1n }) }],
    ['shape', { proof: withFirst({ balance: -1n }) }],
    ['range', { proof: withFirst({ balance: 2n ** 128n - 1n }) }],
    ['units', { root: { ...root, units: root.units + 1n } }],
    ['balance', { root: { ...root, balance: root.balance - 1n } }],
    ['hash', { root: { ...root, hash: OTHER } }],
    ['hash', { root: { ...root, leaves: 12 } }],
  ])('fails its %s check (%#)', (expected, altered) => {
    const given = { proof, leaf, root, ...altered };
    expect(check(verifyProof(given.proof, given.leaf, given.root))).toBe(expected);
  });
  it('cannot state less than both children hold by moving units between neighbours', () => {
    const taken = 3n;
    const cheat = { ...leaf, balance: leaf.balance + taken };
    const cheated = { ...withFirst({ balance: first!.balance - taken }), leaf: cheat };
    expect(check(verifyProof(cheated, cheat, root))).toBe('hash');
  });
  it('is noticed whatever single character of proof, leaf or root is changed', () => {
    const wire = [PoolProof.encode(proof), PoolLeafShape.encode(leaf), PoolRoot.encode(root)];
    expect(verifyProofJson(wire[0], wire[1], wire[2])).toEqual({ ok: true });
    const text = JSON.stringify(wire);
    let altered = 0;
    for (let at = 0; at < text.length; at++) {
      for (const character of ['0', '1', 'f', 'z']) {
        const changed = parsed(text.slice(0, at) + character + text.slice(at + 1));
        if (changed === null || JSON.stringify(changed) === text) continue;
        altered += 1;
        expect(verifyProofJson(changed[0], changed[1], changed[2]).ok).toBe(false);
      }
    }
    expect(altered).toBeGreaterThan(2_000);
  });
  it('that is no proof at all is refused by its shape', () => {
    for (const junk of [null, 1, 'proof', [], {}, { ...PoolProof.encode(proof), extra: 1 }])
      expect(check(verifyProofJson(junk, PoolLeafShape.encode(leaf), PoolRoot.encode(root)))).toBe('shape');
    const zeros = { ...PoolRoot.encode(root), balance: `0${root.balance}` };
    expect(check(verifyProofJson(PoolProof.encode(proof), PoolLeafShape.encode(leaf), zeros))).toBe('shape');
  });
});

function parsed(text: string): unknown[] | null {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value : [value];
  } catch {
    return null;
  }
}

/** SHA-256 of bytes given in hex, by the platform's own implementation. */
function hashHex(hex: string): string {
  return createHash('sha256').update(Buffer.from(hex, 'hex')).digest('hex');
}
