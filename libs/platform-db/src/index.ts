export * from './open-database.ts';
export * from './listen.ts';
export * from './columns.ts';
export * from './database-trouble.ts';
export * from './in-transaction.ts';
