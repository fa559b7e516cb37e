export * from './atr.ts';
export * from './ema.ts';
export * from './extremes.ts';
export * from './hma.ts';
export * from './realised-volatility.ts';
export * from './sma.ts';
export * from './wma.ts';
