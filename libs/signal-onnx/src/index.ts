export * from './model-manifest.ts';
export * from './range-graph.ts';
export * from './range-scorer.ts';
export * from './read-model.ts';
export * from './write-model.ts';
