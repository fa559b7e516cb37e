export * from './independent-trials.ts';
export * from './judge.ts';
export * from './merge-records.ts';
export * from './trial-record.ts';
export * from './reason-codes.ts';
