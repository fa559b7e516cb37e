export * from './start-paper-exchange.ts';
export type { SeedAccount } from './config.ts';
