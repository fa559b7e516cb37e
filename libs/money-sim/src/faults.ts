import type { Rng } from '@orbiquant/kernel';

/** How likely each thing is to go wrong in a world, at each occasion; 0..1. */
export type Faults = {
  /** A worker dies before or after a commit, or between two of its steps. */
  crash: number;
  /** A worker stands still for up to 30 hours between two of its steps. */
  pause: number;
  /** A call never arrives. */
  lostRequest: number;
  /** A call arrives, perhaps late, and its answer does not. */
  lostReply: number;
  /** The processor keeps an error under the key, with or without having done the work. */
  storedError: number;
  /** The key is in use, or there are too many requests. */
  busy: number;
  /** A look-up answers from a copy that is hours old. */
  staleLookUp: number;
  lostEvent: number;
  doubleEvent: number;
  lateEvent: number;
  /** The venue takes an order and does not say so, or does not take it and does not say so. */
  venueSilence: number;
  lostFill: number;
  doubleFill: number;
  /** The clock leaps ahead by up to 30 hours. */
  leap: number;
};

const LEVELS = [0, 0.02, 0.1, 0.3] as const;
const NAMES = [
  'crash',
  'pause',
  'lostRequest',
  'lostReply',
  'storedError',
  'busy',
  'staleLookUp',
  'lostEvent',
  'doubleEvent',
  'lateEvent',
  'venueSilence',
  'lostFill',
  'doubleFill',
  'leap',
] as const satisfies ReadonlyArray<keyof Faults>;

/** The faults of one world: each thing never, seldom, now and then, or often. */
export function drawFaults(rng: Rng): Faults {
  const faults = { ...NO_FAULTS };
  for (const name of NAMES) faults[name] = LEVELS[rng.below(LEVELS.length)] ?? 0;
  return faults;
}

/** A world in which everything works. */
export const NO_FAULTS: Faults = {
  crash: 0,
  pause: 0,
  lostRequest: 0,
  lostReply: 0,
  storedError: 0,
  busy: 0,
  staleLookUp: 0,
  lostEvent: 0,
  doubleEvent: 0,
  lateEvent: 0,
  venueSilence: 0,
  lostFill: 0,
  doubleFill: 0,
  leap: 0,
};
