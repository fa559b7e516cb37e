export * from './diagnose.ts';
export * from './finding-codes.ts';
export * from './lab-codes.ts';
