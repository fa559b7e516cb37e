export * from './evaluate.ts';
export * from './measured-run.ts';
export * from './objective.ts';
export * from './problem.ts';
export * from './silent-before.ts';
export * from './trial-json.ts';
export * from './trial.ts';
