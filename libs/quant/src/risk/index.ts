export { correlationOf, covarianceMatrix, pearsonMatrix, spearmanMatrix } from './covariance.ts';
export type { SquareMatrix } from './covariance.ts';
export * from './extreme-value.ts';
export * from './ledoit-wolf.ts';
export * from './risk-contribution.ts';
export * from './value-at-risk.ts';
export * from './var-backtest.ts';
