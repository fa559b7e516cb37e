export * from './agent-repository.ts';
export * from './decision-repository.ts';
export * from './fill-repository.ts';
export * from './order-repository.ts';
export * from './tables.ts';
