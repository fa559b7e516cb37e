export * from './decide.ts';
export * from './journal.ts';
export * from './loss-period.ts';
export * from './market-window.ts';
export * from './orion.ts';
export * from './position-size.ts';
export * from './profile.ts';
export * from './protective-stop.ts';
