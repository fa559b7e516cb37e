export * from './check-order.ts';
export * from './job-deps.ts';
export * from './job.ts';
export * from './problem-of.ts';
export * from './run-job.ts';
export * from './stage-codes.ts';
export * from './run-search.ts';
export * from './run-strategy.ts';
