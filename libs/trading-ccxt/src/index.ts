export * from './ccxt-venue.ts';
export * from './connect-exchange.ts';
export * from './send-outcome.ts';
