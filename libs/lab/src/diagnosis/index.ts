export * from './diagnose.ts';
export * from './finding-codes.ts';
