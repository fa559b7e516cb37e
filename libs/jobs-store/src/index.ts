export * from './db-clock.ts';
export * from './duty-views.ts';
export * from './jobs-entities.ts';
export { JOBS_CHANNEL, pgDutyStore } from './pg-duty-store.ts';
