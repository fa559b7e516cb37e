import { seededRng } from '@orbiquant/kernel';

/** A year and a bit: another year, month, hour and minute. */
const SHIFT_MS = 34_567_890_123;

/**
 * Runs something on another day and with other luck: what reads the clock or chance of the machine then answers
 * otherwise. Everything is put back, whatever happens. Synchronous work only.
 */
export function withOtherSurroundings<T>(run: () => T): T {
  const { Date: Clock, Math: Chance, performance: timer } = globalThis as Surroundings;
  const rng = seededRng('other surroundings');
  const random = Chance.random;
  const now = timer?.now;
  try {
    globalThis.Date = shiftedClock(Clock);
    Chance.random = () => rng.next();
    if (timer) timer.now = () => SHIFT_MS;
    return run();
  } finally {
    globalThis.Date = Clock;
    Chance.random = random;
    if (timer && now) timer.now = now;
  }
}

type Surroundings = { Date: DateConstructor; Math: Math; performance?: { now: () => number } };

const shiftedClock = (Clock: DateConstructor): DateConstructor =>
  new Proxy(Clock, {
    construct: (target, given: unknown[], made) =>
      Reflect.construct(target, given.length === 0 ? [target.now() + SHIFT_MS] : given, made) as Date,
    get: (target, name) => (name === 'now' ? () => target.now() + SHIFT_MS : (Reflect.get(target, name) as unknown)),
  });
