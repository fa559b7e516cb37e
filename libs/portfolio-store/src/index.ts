export * from './fill-repository.ts';
export * from './portfolio-entities.ts';
export * from './trades-between.ts';
