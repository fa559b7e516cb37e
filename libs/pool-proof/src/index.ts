export type { PoolLeaf, Sums } from './hash-sums.ts';
export * from './pool-tree.ts';
export * from './shapes.ts';
export * from './verify-proof.ts';
