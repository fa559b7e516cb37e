export * from './lab-entities.ts';
export * from './rule-repository.ts';
export * from './run-repository.ts';
export * from './trial-repository.ts';
