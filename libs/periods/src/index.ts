export * from './civil.ts';
export * from './cron.ts';
export * from './next-cron.ts';
export * from './period.ts';
