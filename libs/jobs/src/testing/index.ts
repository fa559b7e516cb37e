export * from './duty-store-contract.ts';
export * from './memory-duty-store.ts';
