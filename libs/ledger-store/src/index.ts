export * from './check-ledger.ts';
export * from './idempotency-keys.ts';
export * from './ledger-entities.ts';
export * from './post.ts';
export * from './seal.ts';
export * from './read-balances.ts';
