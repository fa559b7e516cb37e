export * from './guarded-fetch.ts';
export * from './ollama-chat.ts';
