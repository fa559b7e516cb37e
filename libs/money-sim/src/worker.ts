import type { Rng } from '@orbiquant/kernel';
import { connectedAccountId, type Answer, type Ask, type BooksView, type Work } from '@orbiquant/payments';
import { call } from './network.ts';
import { takeStep } from './steps.ts';
import type { OutboxRow, Store } from './store.ts';
import { traceNumber, traceText } from './trace.ts';
import { START_MS } from './names.ts';
import { happens, type World } from './world.ts';

const HOUR_MS = 3_600_000;
const LEASE_MS = 2 * 60_000;
const PAUSE_HOURS_MAX = 30;
const SKEW_HOURS_MAX = 24;

/** A process that works on the outbox, one question at a time, so that it can die between any two. */
export type Worker = {
  id: number;
  run: Run | null;
  pausedUntilMs: number;
  /** How far its own clock is off. */
  skewMs: number;
};

/** What a worker is at. */
type Run = {
  row: OutboxRow;
  epoch: number;
  work: Work;
  ask: Ask;
  /** An answer that comes later. */
  coming: { atMs: number; answer: Answer } | null;
};

export const newWorker = (id: number, rng: Rng): Worker => ({
  id,
  run: null,
  pausedUntilMs: 0,
  skewMs: (rng.below(2 * SKEW_HOURS_MAX + 1) - SKEW_HOURS_MAX) * HOUR_MS,
});

/** Lets a worker do one thing; false when it has nothing to do now. */
export function turn(world: World, worker: Worker): boolean {
  if (world.nowMs < worker.pausedUntilMs) return false;
  if (!worker.run) return takeUp(world, worker);
  const { run } = worker;
  if (run.coming && world.nowMs < run.coming.atMs) return false;
  if (!mishap(world, worker)) goOn(world, worker, run.coming?.answer ?? perform(world, worker, run));
  return true;
}

/** Dies, or falls asleep. */
function mishap(world: World, worker: Worker): boolean {
  if (!world.isStormy) return false;
  if (happens(world, world.faults.crash)) {
    worker.run = null;
    return true;
  }
  if (!happens(world, world.faults.pause)) return false;
  worker.pausedUntilMs = world.nowMs + world.rng.below(PAUSE_HOURS_MAX * HOUR_MS);
  return true;
}

function takeUp(world: World, worker: Worker): boolean {
  const row = nextRow(world);
  if (!row) return false;
  row.epoch += 1;
  row.leaseUntilMs = world.nowMs + LEASE_MS;
  traceText(world.trace, row.effectId);
  traceNumber(world.trace, worker.id);
  const work = workOf(world, row);
  const first = work.next();
  if (first.done) finish(world, worker, { row, epoch: row.epoch, result: first.value });
  else worker.run = { row, epoch: row.epoch, work, ask: first.value, coming: null };
  return true;
}

function nextRow({ store, nowMs }: World): OutboxRow | null {
  for (const row of store.outbox.values()) {
    if (row.notBeforeMs <= nowMs && row.leaseUntilMs <= nowMs) return row;
  }
  return null;
}

function workOf(world: World, { kind, sagaId }: OutboxRow): Work {
  const { seams, rng, nowMs, store } = world;
  if (kind === 'withdrawal') return seams.workWithdrawal(sagaId, rng);
  if (kind === 'reconcile') return seams.workReconcile(START_MS + 1_000, accountsOf(store));
  const event = store.events.get(sagaId);
  if (!event) throw new Error(`no such event: ${sagaId}`);
  return seams.workDoorbell(event, { rng, nowMs });
}

const accountsOf = ({ customers }: Store): ReturnType<typeof connectedAccountId>[] =>
  [...customers.values()].flatMap(({ account }) => (account === null ? [] : [connectedAccountId(account)]));

/** Does what is asked; null when the answer is still to come. */
function perform(world: World, worker: Worker, run: Run): Answer | null {
  const { seams, store } = world;
  const lost = run.row.epoch !== run.epoch && seams.promises.fences;
  const { ask } = run;
  if (ask.kind === 'call') return perhapsLater(world, worker, run);
  if (lost) return { kind: 'fenced' };
  if (ask.kind === 'books') return { kind: 'books', books: viewOf(store), nowMs: world.nowMs };
  run.row.leaseUntilMs = world.nowMs + LEASE_MS;
  const answer = takeStep(world, ask, clockOf(world, worker));
  if (world.isStormy && happens(world, world.faults.crash)) {
    worker.run = null;
    return null;
  }
  return answer;
}

const clockOf = ({ seams, nowMs }: World, { skewMs }: Worker): number =>
  seams.clock === 'worker' ? nowMs + skewMs : nowMs;

/** A call that is past its deadline is not begun: the driver looks at the clock last of all. */
function perhapsLater(world: World, worker: Worker, run: Run): Answer | null {
  const { ask } = run;
  if (ask.kind !== 'call') return null;
  const { deadlineAtMs } = ask;
  const isLate = deadlineAtMs !== null && clockOf(world, worker) > deadlineAtMs;
  if (isLate && world.seams.honoursDeadline) return { kind: 'called', outcome: { kind: 'unknown', why: 'late' } };
  const { outcome, atMs } = call(
    world,
    ask.call,
    deadlineAtMs === null ? null : deadlineAtMs + world.nowMs - clockOf(world, worker),
  );
  if (atMs <= world.nowMs) return { kind: 'called', outcome };
  run.coming = { atMs, answer: { kind: 'called', outcome } };
  return null;
}

/** The books in one snapshot: rows never change, so a copy of each table is enough. */
const viewOf = (store: Store): BooksView => ({
  withdrawals: new Map(store.withdrawals),
  deposits: new Map(store.deposits),
  invoices: new Map(store.invoices),
  plans: new Map(store.plans),
  incidents: new Map(store.incidents),
});

function goOn(world: World, worker: Worker, answer: Answer | null): void {
  const { run } = worker;
  if (!run || !answer) return;
  run.coming = null;
  const next = run.work.next(answer);
  if (!next.done) run.ask = next.value;
  else finish(world, worker, { row: run.row, epoch: run.epoch, result: next.value });
}

type Finished = { row: OutboxRow; epoch: number; result: ReturnType<Work['return']>['value'] };

/** Marks the outbox row, unless somebody else has taken it over. */
function finish(world: World, worker: Worker, { row, epoch, result }: Finished): void {
  worker.run = null;
  if (row.epoch !== epoch && world.seams.promises.fences) return;
  if (result.kind === 'done') world.store.outbox.delete(row.effectId);
  if (result.kind !== 'again') return;
  row.notBeforeMs = Math.max(result.atMs, world.nowMs + 1_000);
  row.leaseUntilMs = 0;
}
