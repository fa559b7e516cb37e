import { AppError, newId } from '@orbiquant/kernel';
import {
  decideDeposit,
  decideIncident,
  decideInvoice,
  decidePlan,
  decideWithdrawal,
  incidentIdOf,
  type Decision,
  type Deposit,
  type Grant,
  type IncidentCause,
  type Notice,
  type SagaStep,
  type Withdrawal,
  type WithdrawalPolicy,
  type WithdrawalRefusal,
} from '@orbiquant/payments';
import { inTransaction, type EntityManager } from '@orbiquant/platform-db';
import { lockInvoice, lockPlan, saveInvoice, savePlan } from './billing-rows.ts';
import type { Books } from './books.ts';
import type { DbClock } from './db-clock.ts';
import { lockDeposit, saveDeposit } from './deposit-rows.ts';
import { addEffects } from './effects.ts';
import { isFrozen, lockIncident, saveIncident } from './incident-rows.ts';
import { lockPerson, personBalances, standingOf } from './standing.ts';
import { lockWithdrawal, saveWithdrawal } from './withdrawal-rows.ts';

/** The rules that steps are decided by, the clock that they are decided at, and the books that they are written into. */
export type StepRules = { policy: WithdrawalPolicy; depositHoldMs: number; clock: DbClock; books: Books };

/** What a step came to. `known`: the saga existed before. */
export type Stepped = {
  applied: boolean;
  known: boolean;
  nowMs: number;
  grant: Grant | null;
  refusal: WithdrawalRefusal | null;
  notices: readonly Notice[];
};

type Made = {
  decision: Decision<unknown>;
  known: boolean;
  grant?: Grant;
  refusal?: WithdrawalRefusal;
  save: () => Promise<void>;
};

/**
 * One step of a saga inside the caller's transaction: locks the row, reads what the step may know, decides, and writes all of
 * what was decided: the row, the bookings, the outbox, the notices, and incidents with their own bookings.
 * @throws AppError conflict, when the books cannot hold what was decided; then nothing is written.
 */
export async function makeStep(tx: EntityManager, step: SagaStep, rules: StepRules): Promise<Stepped> {
  inTransaction(tx);
  await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('saga:' || $1, 0))`, [step.sagaId]);
  const nowMs = await rules.clock(tx);
  const { decision, known, grant = null, refusal = null, save } = await decide(tx, step, { rules, nowMs });
  const { applied, notices } = decision;
  if (!applied) return { applied, known, nowMs, grant, refusal, notices: [] };
  await save();
  const raised = await raiseAll(tx, decision.incidents, nowMs);
  const transfers = [...decision.transfers, ...raised.flatMap((each) => each.transfers)];
  const posted = transfers.length === 0 || (await rules.books.post(tx, transfers, nowMs)).ok;
  if (!posted) throw new AppError('conflict', `The books do not hold the money for this step of a ${step.saga}`);
  await addEffects(tx, decision.effects);
  const told = [...notices, ...raised.flatMap((each) => each.notices)];
  await tell(tx, told, nowMs);
  return { applied, known, nowMs, grant, refusal, notices: told };
}

type At = { rules: StepRules; nowMs: number };

async function decide(tx: EntityManager, step: SagaStep, at: At): Promise<Made> {
  switch (step.saga) {
    case 'withdrawal':
      return decideOnWithdrawal(tx, step, at);
    case 'deposit':
      return decideOnDeposit(tx, step, at);
    case 'incident': {
      const state = await lockIncident(tx, step.sagaId);
      const decision = decideIncident(state, step.input);
      const cause = step.input.kind === 'raise' ? step.input.cause : null;
      return {
        decision,
        known: state !== null,
        save: saver(decision, (row) => saveIncident(tx, row, { cause, nowMs: at.nowMs })),
      };
    }
    case 'invoice': {
      const state = await lockInvoice(tx, step.sagaId);
      const decision = decideInvoice(state, step.input);
      return { decision, known: true, save: saver(decision, (row) => saveInvoice(tx, row)) };
    }
    default: {
      const state = await lockPlan(tx, step.sagaId);
      const decision = decidePlan(state, step.input);
      return { decision, known: true, save: saver(decision, (row) => savePlan(tx, row)) };
    }
  }
}

const saver =
  <Row>({ state }: Decision<Row | null>, save: (row: Row) => Promise<void>) =>
  async (): Promise<void> => {
    if (state !== null) await save(state);
  };

async function decideOnWithdrawal(
  tx: EntityManager,
  { sagaId, input }: Extract<SagaStep, { saga: 'withdrawal' }>,
  { rules, nowMs }: At,
): Promise<Made> {
  const state: Withdrawal | null = await lockWithdrawal(tx, sagaId);
  const userId = state?.userId ?? (input.kind === 'request' ? input.userId : null);
  if (userId === null) return { decision: ignoredDecision, known: false, save: async () => undefined };
  await lockPerson(tx, userId);
  const standing = await standingOf(tx, { userId, withdrawalId: sagaId }, { nowMs, books: rules.books });
  const context = { nowMs, policy: rules.policy, frozen: await isFrozen(tx), standing };
  const decision = decideWithdrawal(state, input, context);
  const { grant, refusal } = decision;
  return {
    decision,
    known: state !== null,
    ...(grant ? { grant } : {}),
    ...(refusal ? { refusal } : {}),
    save: saver(decision, (row) => saveWithdrawal(tx, row)),
  };
}

const ignoredDecision: Decision<unknown> = {
  applied: false,
  state: null,
  transfers: [],
  effects: [],
  notices: [],
  incidents: [],
};

async function decideOnDeposit(
  tx: EntityManager,
  { sagaId, input }: Extract<SagaStep, { saga: 'deposit' }>,
  { rules, nowMs }: At,
): Promise<Made> {
  const state: Deposit | null = await lockDeposit(tx, sagaId);
  const userId = state?.userId ?? (input.kind === 'create' ? input.userId : null);
  if (userId === null) return { decision: ignoredDecision, known: false, save: async () => undefined };
  await lockPerson(tx, userId);
  const context = { nowMs, depositHoldMs: rules.depositHoldMs, ...(await personBalances(tx, userId, rules.books)) };
  const decision = decideDeposit(state, input, context);
  return { decision, known: state !== null, save: saver(decision, (row) => saveDeposit(tx, row)) };
}

async function raiseAll(
  tx: EntityManager,
  causes: readonly IncidentCause[],
  nowMs: number,
): Promise<Array<Decision<unknown>>> {
  const raised: Array<Decision<unknown>> = [];
  for (const cause of causes) {
    const decision = decideIncident(await lockIncident(tx, incidentIdOf(cause)), { kind: 'raise', cause });
    if (decision.applied && decision.state) await saveIncident(tx, decision.state, { cause, nowMs });
    raised.push(decision);
  }
  return raised;
}

async function tell(tx: EntityManager, notices: readonly Notice[], nowMs: number): Promise<void> {
  for (const { to, userId, kind, text } of notices)
    await tx.query(
      'INSERT INTO financial.notices (notice_id, recipient, user_id, kind, about, told_at) VALUES ($1, $2, $3, $4, $5, $6)',
      [newId(), to, userId, kind, text, new Date(nowMs)],
    );
}
