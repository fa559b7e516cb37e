import type { BooksView } from './reconcile.ts';
import { raised, type SagaStep } from './route.ts';
import type { CallOutcome, StripeCall } from './stripe-call.ts';
import type { Grant } from './withdrawal-input.ts';

/** What a worker asks its driver for. Between any two of these it may crash, or sleep for hours. */
export type Ask =
  /** One transaction: lock the row, decide, write. */
  | ({ kind: 'step' } & SagaStep)
  /**
   * One call of the processor, outside any transaction. It is never begun after `deadlineAtMs`, and given up then; that is
   * a time of the database's clock, carried on by the driver's monotonic clock since its last step.
   */
  | { kind: 'call'; call: StripeCall; deadlineAtMs: number | null }
  /** Our books since a time, in one snapshot. */
  | { kind: 'books'; sinceMs: number };

/** What the driver answers. */
export type Answer =
  | { kind: 'stepped'; applied: boolean; known: boolean; nowMs: number; grant: Grant | null }
  | { kind: 'called'; outcome: CallOutcome }
  | { kind: 'books'; books: BooksView; nowMs: number }
  /** The lease is lost: somebody else works on this now, and nothing was written. */
  | { kind: 'fenced' };

/** How a worker leaves its outbox row: done with, or to be taken up again. */
export type WorkResult = { kind: 'done' } | { kind: 'again'; atMs: number } | { kind: 'fenced' };

/** A worker's course through one effect. */
export type Work = Generator<Ask, WorkResult, Answer>;

/** Makes one step; null when the lease is lost. */
export function* makeStep(step: SagaStep): Generator<Ask, Extract<Answer, { kind: 'stepped' }> | null, Answer> {
  const answer = yield { kind: 'step', ...step };
  return answer.kind === 'stepped' ? answer : null;
}

/** Makes one call. A driver that cannot say what became of it says unknown. */
export function* makeCall(call: StripeCall, deadlineAtMs: number | null): Generator<Ask, CallOutcome | null, Answer> {
  const answer = yield { kind: 'call', call, deadlineAtMs };
  if (answer.kind === 'fenced') return null;
  return answer.kind === 'called' ? answer.outcome : { kind: 'unknown', why: 'no-answer' };
}

/**
 * Makes the step of a fetched object; money that moved in the name of a saga which we do not have becomes an incident.
 * False when the lease is lost.
 */
export function* makeStepOrRaise(step: SagaStep): Generator<Ask, boolean, Answer> {
  const answer = yield* makeStep(step);
  const stray = answer && !answer.known ? strayOf(step) : null;
  return stray === null ? answer !== null : (yield* makeStep(stray)) !== null;
}

function strayOf(step: SagaStep): SagaStep | null {
  if (step.saga === 'withdrawal') return step.input.kind === 'fetched' ? raised(step.input.object) : null;
  if (step.saga !== 'deposit' || step.input.kind !== 'fetched') return null;
  return step.input.object.charge ? raised(step.input.object) : null;
}
