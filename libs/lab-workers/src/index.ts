export * from './evaluation-pool.ts';
export * from './share-problem.ts';
