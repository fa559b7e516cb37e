import type { SagaStep } from '@orbiquant/payments';
import { holdLease, makeStep, type Lease, type Stepped, type StepRules } from '@orbiquant/payments-store';
import type { DataSource, EntityManager } from '@orbiquant/platform-db';
import { tellBalanceChanged } from '../pamm/balance-changed.ts';
import type { Deps } from '../deps.ts';
import type { Fail } from './failpoint.ts';
import type { Processor } from './processor.ts';

/** What everything that moves money in or out works with. `processor`: null where card payments are not set up. */
export type PaymentsDesk = Pick<Deps, 'db' | 'clock' | 'log'> & {
  rules: StepRules;
  processor: Processor | null;
  fail: Fail;
};

/** Makes a step inside the caller's transaction, and has the people concerned look again when it commits. */
export async function stepIn(tx: EntityManager, step: SagaStep, rules: StepRules): Promise<Stepped> {
  const stepped = await makeStep(tx, step, rules);
  const concerned = stepped.notices.flatMap(({ to, userId }) => (to === 'customer' && userId ? [userId] : []));
  await tellBalanceChanged(tx, [...new Set(concerned)]);
  return stepped;
}

/** A step that a worker's lease no longer covers. */
export const FENCED = 'fenced';

/** Makes a step in a transaction of its own; with a lease, only while that still counts. */
export async function stepAlone(
  { db, rules, fail }: Pick<PaymentsDesk, 'db' | 'rules' | 'fail'>,
  step: SagaStep,
  lease: Lease | null = null,
): Promise<Stepped | typeof FENCED> {
  const stepped = await db.transaction(async (tx) => {
    if (lease && !(await holdLease(tx, lease, await rules.clock(tx)))) return FENCED;
    const made = await stepIn(tx, step, rules);
    await fail('step.before-commit');
    return made;
  });
  await fail('step.committed');
  return stepped;
}

/** What time it is by the database. */
export const databaseNow = (db: DataSource, { clock }: StepRules): Promise<number> => clock(db.manager);
