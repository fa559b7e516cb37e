export * from './candle-block.ts';
export * from './candle-paths.ts';
export * from './fan-codes.ts';
export * from './fan-of.ts';
export * from './path.ts';
export * from './resample-bars.ts';
export * from './shuffle-trades.ts';
