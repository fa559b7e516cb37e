export * from './publish.ts';
export * from './consume.ts';
