export * from './start-trading-agents.ts';
