export * from './access-claims.ts';
export * from './judge-refresh.ts';
export * from './throttle.ts';
