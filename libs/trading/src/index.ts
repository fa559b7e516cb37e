export * from './account-balances.ts';
export * from './approve-order.ts';
export * from './client-order-id.ts';
export * from './fence.ts';
export * from './order-progress.ts';
export * from './order-state.ts';
export * from './quantize.ts';
export * from './venue.ts';
