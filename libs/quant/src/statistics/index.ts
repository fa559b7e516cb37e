export * from './correlation.ts';
export * from './deviation.ts';
export * from './hurst.ts';
export * from './linear-regression.ts';
export * from './shape.ts';
export * from './statistics-indicators.ts';
