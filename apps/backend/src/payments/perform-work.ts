import type { Answer, Ask, Work, WorkResult } from '@orbiquant/payments';
import { booksView, type Lease } from '@orbiquant/payments-store';
import { databaseNow, FENCED, stepAlone, type PaymentsDesk } from './payments-desk.ts';
import { CALL_MS } from './processor.ts';

/** The database's time as this process last heard it, carried on by its own monotonic clock. */
type Heard = { nowMs: number; atMonoMs: number };

/**
 * Runs a worker's course with the real database and the real processor. It may die between any two of its questions: what it
 * has asked for stands in rows, and whoever comes next goes on from there.
 */
export async function performWork(desk: PaymentsDesk, work: Work, lease: Lease | null): Promise<WorkResult> {
  const heard: Heard = { nowMs: await databaseNow(desk.db, desk.rules), atMonoMs: desk.clock.monoMs() };
  let next = work.next();
  while (!next.done) next = work.next(await answerTo(desk, next.value, { lease, heard }));
  return next.value;
}

type At = { lease: Lease | null; heard: Heard };

async function answerTo(desk: PaymentsDesk, ask: Ask, { lease, heard }: At): Promise<Answer> {
  if (ask.kind === 'call') return { kind: 'called', outcome: await call(desk, ask, heard) };
  if (ask.kind === 'books') {
    const nowMs = await databaseNow(desk.db, desk.rules);
    return { kind: 'books', books: await booksView(desk.db), nowMs };
  }
  const stepped = await stepAlone(desk, ask, lease);
  if (stepped === FENCED) return { kind: 'fenced' };
  heard.nowMs = stepped.nowMs;
  heard.atMonoMs = desk.clock.monoMs();
  const { applied, known, nowMs, grant } = stepped;
  return { kind: 'stepped', applied, known, nowMs, grant };
}

/** A call that could outlast its deadline is not begun: it could arrive after somebody has concluded that it never will. */
async function call(
  { processor, clock, fail }: PaymentsDesk,
  ask: Extract<Ask, { kind: 'call' }>,
  { nowMs, atMonoMs }: Heard,
): Promise<Extract<Answer, { kind: 'called' }>['outcome']> {
  if (!processor) return { kind: 'unknown', why: 'card payments are not set up' };
  const leftMs = ask.deadlineAtMs === null ? CALL_MS : ask.deadlineAtMs - nowMs - (clock.monoMs() - atMonoMs);
  if (leftMs < CALL_MS) return { kind: 'unknown', why: 'late' };
  await fail('call.before');
  const outcome = await processor.perform(ask.call);
  await fail('call.answered');
  return outcome;
}
