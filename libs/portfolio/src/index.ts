export * from './apply-fill.ts';
export * from './judge-statement.ts';
