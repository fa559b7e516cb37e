export * from './start-data-service.ts';
export * from './cli/index.ts';
