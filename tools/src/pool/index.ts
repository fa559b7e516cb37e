export * from './run-audit.ts';
export * from './run-proof.ts';
