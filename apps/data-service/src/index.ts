export * from './start-data-service.ts';
export * from './cli/index.ts';
export { dataCommands } from './cli/index.ts';
