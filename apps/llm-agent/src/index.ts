export * from './start-llm-agent.ts';
