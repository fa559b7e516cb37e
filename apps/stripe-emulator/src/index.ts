export * from './start-stripe-emulator.ts';
export type { PlainSettings } from './recorded-stripe.ts';
export { FaultOrder } from './server/faults.ts';
