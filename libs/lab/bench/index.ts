export * from './engine.bench.ts';
export * from './gate.bench.ts';
