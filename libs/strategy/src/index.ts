export * from './hma-sma.ts';
export * from './market-view.ts';
export * from './strategy.ts';
export * from './trend-following.ts';
