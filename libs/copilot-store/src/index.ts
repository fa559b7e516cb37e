export * from './conversation-repository.ts';
export * from './copilot-entities.ts';
