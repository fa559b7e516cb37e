export * from './fibonacci.ts';
export * from './levels-indicators.ts';
export * from './pivot-points.ts';
export * from './previous-high-low.ts';
export * from './support-resistance.ts';
