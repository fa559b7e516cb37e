export * from './cut-instruments.ts';
export * from './plan-windows.ts';
export * from './run-windows.ts';
export * from './stitch-tests.ts';
export * from './walk-figures.ts';
export * from './warm-up-bars.ts';
