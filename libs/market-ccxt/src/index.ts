export * from './ccxt-provider.ts';
export * from './connect-market.ts';
