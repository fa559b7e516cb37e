export * from './duty-store.ts';
export { faultOf } from './fault-of.ts';
export * from './job.ts';
export * from './latest-look.ts';
export * from './look-and-work.ts';
export * from './period-rule.ts';
export * from './work-duty.ts';
