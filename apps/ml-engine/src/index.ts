export * from './start-ml-engine.ts';
