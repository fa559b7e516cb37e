export * from './model-repository.ts';
export * from './prediction-repository.ts';
export * from './score-repository.ts';
export * from './signal-entities.ts';
