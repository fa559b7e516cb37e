export * from './memory-exchange-store.ts';
export * from './pg-exchange-store.ts';
