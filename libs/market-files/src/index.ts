export * from './file-series.ts';
export * from './read-candle-file.ts';
export * from './row-formats.ts';
