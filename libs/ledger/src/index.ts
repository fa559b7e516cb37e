export * from './accounts.ts';
export * from './audit.ts';
export * from './chain.ts';
export * from './currency.ts';
export * from './transfer.ts';
export * from './two-phase.ts';
