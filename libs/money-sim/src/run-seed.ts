import { ACTIONS, drawAction, drawWeights } from './actions.ts';
import { calm } from './calm.ts';
import { deliverMail } from './mail.ts';
import { checkAll } from './oracles.ts';
import { PRODUCT, type Seams } from './seams.ts';
import { traceNumber, traceText, traceText16 } from './trace.ts';
import { turn } from './worker.ts';
import { happens, newWorld, violated, type Violation, type World } from './world.ts';

const HOUR_MS = 3_600_000;
const STEP_MS_MAX = 12 * 60_000;

/** What came of one world. */
export type SeedResult = { seed: number; traceHash: string; steps: number; violations: Violation[]; actions: number };

export type RunOptions = {
  seams?: Seams;
  /** Actions of the stormy phase. */
  actions?: number;
  /** Numbers of actions that are left out, to find out which matter. */
  dropped?: ReadonlySet<number>;
};

/** One world from its seed to its end: a storm of actions and faults, then calm, then every account is checked. */
export function runSeed(seed: number, { seams = PRODUCT, actions = 0, dropped }: RunOptions = {}): SeedResult {
  const world = newWorld(seed, seams);
  const count = actions || 40 + world.rng.below(60);
  try {
    storm(world, count, dropped);
    calm(world);
    checkAll(world);
  } catch (error) {
    violated(world, 'threw', error instanceof Error ? error.message : String(error));
  }
  return {
    seed,
    traceHash: traceText16(world.trace),
    steps: world.trace.steps,
    violations: world.violations,
    actions: count,
  };
}

export function storm(world: World, count: number, dropped: ReadonlySet<number> | undefined): void {
  const weights = drawWeights(world);
  for (let at = 0; at < count; at++) {
    const name = drawAction(world, weights);
    passTime(world);
    if (!dropped?.has(at)) {
      traceText(world.trace, name);
      ACTIONS[name]?.act(world);
    }
    deliverMail(world);
    work(world);
  }
}

/** Time passes: minutes, or at times many hours. */
function passTime(world: World): void {
  const leaps = happens(world, world.faults.leap * (hasUnknown(world) ? 3 : 1));
  goTo(world, world.nowMs + 1_000 + (leaps ? world.rng.below(30 * HOUR_MS) : world.rng.below(STEP_MS_MAX)));
  traceNumber(world.trace, world.nowMs);
}

/** The clock leaps more often while something is unknown: that is when ages matter. */
function hasUnknown({ store }: World): boolean {
  for (const { status } of store.withdrawals.values()) if (status === 'unknown') return true;
  return false;
}

/** Lets time go on; calls that are on their way arrive each at its own time, however far the clock leaps. */
export function goTo(world: World, atMs: number): void {
  if (world.inFlight.length > 0) {
    const due = world.inFlight.filter((call) => call.atMs <= atMs).sort((a, b) => a.atMs - b.atMs);
    world.inFlight = world.inFlight.filter((call) => call.atMs > atMs);
    for (const call of due) {
      world.nowMs = Math.max(world.nowMs, call.atMs);
      call.run();
    }
  }
  world.nowMs = atMs;
}

/** Workers get some turns, in any order. */
function work(world: World): void {
  const turns = world.rng.below(20);
  for (let at = 0; at < turns; at++) {
    const worker = world.workers[world.rng.below(world.workers.length)];
    if (worker) turn(world, worker);
  }
}
