export * from './feed-fills.ts';
export * from './load-day.ts';
export * from './open-payload.ts';
export * from './settle-cycle.ts';
export * from './settlement-dead-letters.ts';
export * from './settlement-entities.ts';
export { takeInbox, type Taken } from './take-inbox.ts';
export * from './tell-fact.ts';
