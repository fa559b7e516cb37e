export * from './noise-plan.ts';
export * from './regime-market.ts';
