export * from './fair-value-gap.ts';
export * from './heikin-ashi.ts';
export * from './market-structure.ts';
export * from './published-gaps.ts';
export * from './published-swings.ts';
export * from './structure-indicators.ts';
export * from './swings.ts';
export * from './zigzag.ts';
