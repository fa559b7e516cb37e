export * from './black-litterman.ts';
export type { Constraints, WeightRange } from './constraints.ts';
export * from './hierarchical-risk-parity.ts';
export * from './max-sharpe.ts';
export { minVariance } from './min-variance.ts';
export * from './risk-parity.ts';
export type { Universe } from './universe.ts';
