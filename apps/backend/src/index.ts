export * from './start-backend.ts';
