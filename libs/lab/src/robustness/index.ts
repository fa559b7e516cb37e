export * from './nearby-sets.ts';
export * from './noisy-bars.ts';
export * from './stress-codes.ts';
export * from './stress-outcome.ts';
export * from './stress-plan.ts';
