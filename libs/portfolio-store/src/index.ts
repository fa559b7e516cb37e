export * from './fill-repository.ts';
export * from './portfolio-entities.ts';
export * from './product-repository.ts';
export * from './strike-repository.ts';
export * from './subscription-repository.ts';
export * from './unit-repository.ts';
