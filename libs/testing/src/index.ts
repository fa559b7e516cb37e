export * from './fake-clock.ts';
export * from './fresh-database.ts';
export * from './shared-data.ts';
export * from './until.ts';
export * from './test-identity.ts';
export * from './describe-with.ts';
export * from './small-disk.ts';
