export * from './booking-day.ts';
export * from './day-input.ts';
export * from './facts.ts';
export * from './settle-day.ts';
export { HOUSE } from './share-out.ts';
