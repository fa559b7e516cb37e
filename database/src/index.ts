export * from './migrate.ts';
export * from './roles.ts';
export * from './verify.ts';
