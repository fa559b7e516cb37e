export * from './fixed-fractional.ts';
export * from './fixed-ratio.ts';
export * from './kelly.ts';
export type { Sized } from './sized.ts';
export * from './volatility-target.ts';
