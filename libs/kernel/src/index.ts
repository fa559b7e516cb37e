export * from './app-error.ts';
export * from './canonical-json.ts';
export * from './clock.ts';
export * from './decimal.ts';
export * from './digest.ts';
export * from './ids.ts';
export * from './invariant.ts';
export * from './rng.ts';
