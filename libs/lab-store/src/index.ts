export * from './lab-entities.ts';
export * from './rule-repository.ts';
export type { NewRules, RuleKey } from './rule-rows.ts';
export * from './run-repository.ts';
export * from './share-repository.ts';
export * from './trial-repository.ts';
