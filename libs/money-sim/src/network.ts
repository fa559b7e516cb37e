import type { CallOutcome, StripeCall } from '@orbiquant/payments';
import { happens, type World } from './world.ts';

/** What a caller gets, and when: an answer may come only when the caller has long given up waiting. */
export type Reply = { outcome: CallOutcome; atMs: number };

const READ_DEADLINE_MS = 30_000;
const STALE_MS = 50 * 60_000;
const QUIET_MS = 24 * 3_600_000;
const UNKNOWN: CallOutcome = { kind: 'unknown', why: 'timeout' };

/** One call over a network that loses, delays and repeats, to a processor that has its own moods. */
export function call(world: World, request: StripeCall, deadlineAtMs: number | null): Reply {
  const { nowMs } = world;
  const givenUpMs = deadlineAtMs ?? nowMs + READ_DEADLINE_MS;
  if (nowMs < world.downUntilMs) return { outcome: UNKNOWN, atMs: nowMs };
  if (!world.isStormy) return { outcome: world.port(request), atMs: nowMs };
  if (happens(world, world.faults.lostRequest)) return { outcome: UNKNOWN, atMs: givenUpMs };
  if (happens(world, world.faults.lostReply)) return silently(world, request, givenUpMs);
  if ('key' in request) upset(world);
  const outcome = world.port(request);
  return { outcome: request.op.startsWith('find') ? perhapsStale(world, outcome) : outcome, atMs: nowMs };
}

/** The call is carried out, now or just before its deadline; the answer is lost. */
function silently(world: World, request: StripeCall, givenUpMs: number): Reply {
  const waitMs = Math.max(0, givenUpMs - world.nowMs);
  if (!('key' in request) || world.rng.below(2) === 0) {
    world.port(request);
  } else {
    world.inFlight.push({ atMs: world.nowMs + world.rng.below(waitMs + 1), run: () => void world.port(request) });
  }
  return { outcome: UNKNOWN, atMs: givenUpMs };
}

/** What the processor will do with the next keyed request. */
function upset(world: World): void {
  const { books, rng, faults } = world;
  if (happens(world, faults.storedError)) {
    const fault = rng.below(2) === 0 ? 'stored-500-executed' : 'stored-500-not-executed';
    books.decide({ kind: 'fault', fault, path: '/v1/' });
  } else if (happens(world, faults.busy)) {
    const fault = (['key-in-use', 'lock-timeout', 'rate-limit', 'platform-short'] as const)[rng.below(4)];
    const path = fault === 'platform-short' ? '/v1/transfers' : '/v1/';
    books.decide({ kind: 'fault', fault: fault ?? 'rate-limit', path });
  }
}

/**
 * A look-up that a copy answers which has fallen far behind: it finds nothing. That lasts less than an hour, and not twice
 * within a day: it is why two look-ups, an hour apart and on the same day, must agree.
 */
function perhapsStale(world: World, outcome: CallOutcome): CallOutcome {
  const { stale, nowMs } = world;
  if (nowMs >= stale.quietUntilMs && happens(world, world.faults.staleLookUp)) {
    stale.untilMs = nowMs + STALE_MS;
    stale.quietUntilMs = stale.untilMs + QUIET_MS;
  }
  return nowMs < stale.untilMs && outcome.kind === 'done' ? { kind: 'done', objects: [] } : outcome;
}
