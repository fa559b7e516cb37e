export * from './arguments.ts';
export * from './embedded-database.ts';
export * from './manifest.ts';
export * from './preflight.ts';
export * from './run-file.ts';
export * from './secrets.ts';
export * from './service-env.ts';
export * from './wait-ready.ts';
