import { NO_FAULTS } from './faults.ts';
import { liquidate, stirCalmly } from './calm-venue.ts';
import { askReconcile, payOutMonths, releaseDeposits, submitApproved } from './jobs.ts';
import { deliverMail } from './mail.ts';
import { allEnded } from './ends.ts';
import { tendOrders } from './order-desk.ts';
import { resolveIncidents, settleDispute } from './people.ts';
import { moveToVenue, strike } from './pool-desk.ts';
import { goTo } from './run-seed.ts';
import { turn } from './worker.ts';
import { approveAll } from './withdrawal-actions.ts';
import { violated, type World } from './world.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** By then everything must have come to an end. */
const CALM_MS = 16 * DAY_MS;
const STRIDE_MS = 24 * HOUR_MS;
/** Longer than the processor takes to send anything back. */
const QUIET_MS = 48 * HOUR_MS;
const TURNS_MAX = 4_000;
const ROUNDS_MAX = 3_000;

/** Faults stop, nothing new is begun, time goes on: all that was begun must end. */
export function calm(world: World): void {
  world.isStormy = false;
  world.faults = NO_FAULTS;
  world.downUntilMs = 0;
  for (const worker of world.workers) worker.pausedUntilMs = 0;
  const endMs = world.nowMs + CALM_MS;
  let nextJobMs = world.nowMs;
  for (let round = 0; round < ROUNDS_MAX && world.nowMs < endMs; round++) {
    const seemsOver = isOver(world);
    if (seemsOver || world.nowMs >= nextJobMs) {
      jobs(world);
      nextJobMs = world.nowMs + STRIDE_MS;
    }
    runOut(world);
    // over is what another look at everything sets nothing going in
    if (seemsOver && isOver(world)) return;
    goTo(world, Math.max(world.nowMs + 1_000, Math.min(nextEventMs(world), nextJobMs)));
  }
}

/** Whether all has come to an end, and the processor has been silent for so long that nothing can come back. */
function isOver(world: World): boolean {
  const { store, nowMs, lastNewsMs } = world;
  return nowMs > lastNewsMs + QUIET_MS && store.outbox.size === 0 && allEnded(world);
}

/** What people and clocks of the house do every half day. */
function jobs(world: World): void {
  settleDispute(world);
  resolveIncidents(world);
  approveAll(world);
  submitApproved(world);
  releaseDeposits(world);
  askReconcile(world);
  for (const desk of world.pools) {
    stirCalmly(world, desk.orders);
    tendOrders(world, desk.orders);
    if (desk.queue.some(({ kind }) => kind === 'redeem')) liquidate(world, desk.orders);
    moveToVenue(world, desk);
    strike(world, desk);
  }
  payOutMonths(world);
}

/** Lets mail and workers come to rest. */
function runOut(world: World): void {
  for (let turns = 0; turns < TURNS_MAX; turns++) {
    deliverMail(world);
    let busy = false;
    for (const worker of world.workers) busy = turn(world, worker) || busy;
    if (!busy) return;
  }
  violated(world, 'O7', 'the workers do not come to rest');
}

/** When something is to happen next: a row comes due, a lease ends, a call returns. */
function nextEventMs({ store, workers, inFlight, mail, nowMs }: World): number {
  let next = nowMs + STRIDE_MS;
  const at = (atMs: number): void => {
    if (atMs > nowMs && atMs < next) next = atMs;
  };
  for (const { notBeforeMs, leaseUntilMs } of store.outbox.values()) at(Math.max(notBeforeMs, leaseUntilMs));
  for (const { run } of workers) if (run?.coming) at(run.coming.atMs);
  for (const { atMs } of inFlight) at(atMs);
  for (const { atMs } of mail) at(atMs);
  return next;
}
