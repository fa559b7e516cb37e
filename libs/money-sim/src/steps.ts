import { receivableOf, SUSPENSE, walletOf, type Transfer } from '@orbiquant/ledger';
import {
  connectedAccountId,
  countsAgainstLimits,
  decideInvoice,
  decidePlan,
  heldCentsOf,
  incidentIdOf,
  minorOfCents,
  type Answer,
  type Decision,
  type Deposit,
  type DepositContext,
  type Effect,
  type Grant,
  type IncidentCause,
  type Incident,
  type SagaStep,
  type Standing,
  type Withdrawal,
  type WithdrawalContext,
} from '@orbiquant/payments';
import { balanceIn, bookAll, floorBroken, type Customer, type Store } from './store.ts';
import { traceBigint, traceNumber, traceText } from './trace.ts';
import { happens, mustHold, type World } from './world.ts';

/** What a step came to. */
export type Stepped = Extract<Answer, { kind: 'stepped' }> & { refusal: string | null };

type Made = {
  decision: Decision<unknown>;
  context: unknown;
  known: boolean;
  grant: Grant | null;
  refusal: string | null;
};

/** More than any world needs that comes to rest. */
const STEPS_MAX = 20_000;

/** One transaction: reads the row and what the step may know, decides, and writes all of it. `nowMs`: the clock that is read. */
export function takeStep(world: World, step: SagaStep, nowMs = world.nowMs): Stepped {
  world.trace.steps += 1;
  if (world.trace.steps > STEPS_MAX) throw new Error('the world does not come to rest');
  const { decision, context, known, grant, refusal } = decide(world, step, nowMs);
  traceText(world.trace, step.saga);
  traceNumber(world.trace, decision.applied ? 1 : 0);
  const applied = decision.applied && write(world, { step, decision, context });
  const isRefused = decision.applied && !applied;
  if (beginsToLeave(grant)) {
    mustHold(world, !isFrozen(world.store), () => ['W16', `${step.sagaId} begins to leave a frozen house`]);
  }
  return { kind: 'stepped', applied, known, nowMs, grant: isRefused ? null : grant, refusal };
}

const beginsToLeave = (grant: Grant | null): boolean =>
  grant?.do === 'post' && grant.leg !== 'reversal' && grant.tryNo === 1;

function decide(world: World, step: SagaStep, nowMs: number): Made {
  const { store, seams } = world;
  if (step.saga === 'withdrawal') return decideWithdrawalStep(world, step, nowMs);
  if (step.saga === 'deposit') {
    const state = store.deposits.get(step.sagaId) ?? null;
    const context = depositContext(world, state?.userId ?? '', nowMs);
    return { ...PLAIN, decision: seams.deposit(state, step.input, context), context, known: state !== null };
  }
  if (step.saga !== 'incident') return { ...PLAIN, decision: decideBilling(store, step), known: true };
  const state = store.incidents.get(step.sagaId) ?? null;
  return { ...PLAIN, decision: seams.incident(state, step.input), known: state !== null };
}

const PLAIN = { context: null, grant: null, refusal: null };

function decideWithdrawalStep(
  world: World,
  { sagaId, input }: Extract<SagaStep, { saga: 'withdrawal' }>,
  nowMs: number,
): Made {
  const state = world.store.withdrawals.get(sagaId) ?? null;
  const userId = state?.userId ?? (input.kind === 'request' ? input.userId : '');
  const context = withdrawalContext(world, { userId, withdrawalId: sagaId }, nowMs);
  const decision = world.seams.withdrawal(state, input, context);
  const { grant = null, refusal = null } = decision;
  return { decision, context, known: state !== null, grant, refusal };
}

function decideBilling(store: Store, step: Extract<SagaStep, { saga: 'invoice' | 'plan' }>): Decision<unknown> {
  return step.saga === 'invoice'
    ? decideInvoice(store.invoices.get(step.sagaId) ?? null, step.input)
    : decidePlan(store.plans.get(step.sagaId) ?? null, step.input);
}

type Writing = { step: SagaStep; decision: Decision<unknown>; context: unknown };

/** Writes a step, whole; false when a constraint of the database refuses it. */
function write(world: World, { step, decision, context }: Writing): boolean {
  const { store } = world;
  const raised = decision.incidents.map((cause) => raise(world, cause));
  const transfers = [...decision.transfers, ...raised.flatMap((each) => each.transfers)];
  if (isRefusedByFloor(world, step, transfers)) return false;
  store.log.push({ step, context });
  putRow(store, step, decision.state);
  decision.incidents.forEach((cause, at) => putIncident(store, incidentIdOf(cause), raised[at]?.state));
  if (isCut(world, 'isAtomic')) return true;
  bookAll(store, transfers);
  if (!isCut(world, 'keepsOutbox')) for (const effect of decision.effects) putEffect(store, effect);
  traceStep(world, step, transfers);
  return true;
}

/** A floor that would be broken: refused where the database keeps floors; never to be, in any case. */
function isRefusedByFloor(world: World, step: SagaStep, transfers: readonly Transfer[]): boolean {
  const broken = floorBroken(world.store, transfers);
  const { hasFloors } = world.store.promises;
  const oracle = hasFloors ? 'constraint' : 'O3';
  mustHold(world, broken === null, () => [oracle, `${step.saga} ${step.input.kind}: ${broken}`]);
  return broken !== null && hasFloors;
}

/** Whether a house without a promise dies in the middle of writing. */
const isCut = (world: World, promise: 'isAtomic' | 'keepsOutbox'): boolean =>
  !world.store.promises[promise] && world.isStormy && happens(world, world.faults.crash);

function raise({ store, seams }: World, cause: IncidentCause): Decision<Incident | null> {
  return seams.incident(store.incidents.get(incidentIdOf(cause)) ?? null, { kind: 'raise', cause });
}

function putRow(store: Store, { saga, sagaId }: SagaStep, row: unknown): void {
  if (saga === 'withdrawal') putWithdrawal(store, sagaId, row as Withdrawal);
  else if (saga === 'deposit') putDeposit(store, sagaId, row as Deposit);
  else if (saga === 'incident') putIncident(store, sagaId, row as Incident);
  else if (saga === 'invoice') store.invoices.set(sagaId, row as never);
  else store.plans.set(sagaId, row as never);
}

function putWithdrawal(store: Store, id: string, row: Withdrawal): void {
  if (!store.withdrawals.has(id)) customerOf(store, row.userId).withdrawals.push(id);
  store.withdrawals.set(id, row);
}

function putDeposit(store: Store, id: string, row: Deposit): void {
  if (!store.deposits.has(id)) customerOf(store, row.userId).deposits.push(id);
  store.deposits.set(id, row);
}

function putIncident(store: Store, id: string, row: Incident | null | undefined): void {
  if (row) store.incidents.set(id, row);
}

/** Writes an outbox row, unless it is there. */
export function putEffect(
  { outbox, effects }: Store,
  effect: Omit<Effect, 'kind'> & { kind: Effect['kind'] | 'reconcile' },
): void {
  if (effects.has(effect.effectId)) return;
  effects.add(effect.effectId);
  outbox.set(effect.effectId, { ...effect, epoch: 0, leaseUntilMs: 0 });
}

export function customerOf({ customers }: Store, userId: string): Customer {
  const customer = customers.get(userId);
  if (!customer) throw new Error(`nobody is called ${userId}`);
  return customer;
}

function traceStep({ trace, store }: World, { sagaId }: SagaStep, transfers: readonly Transfer[]): void {
  traceText(trace, sagaId);
  traceNumber(trace, store.booked.length);
  for (const { postings } of transfers) for (const { minor } of postings) traceBigint(trace, minor);
}

/** Whether anything is unexplained. */
export const isFrozen = ({ incidents }: Store): boolean => {
  for (const { status } of incidents.values()) if (status === 'open') return true;
  return false;
};

const HOURS_24_MS = 86_400_000;
const DAYS_30_MS = 30 * HOURS_24_MS;

function withdrawalContext(
  world: World,
  { userId, withdrawalId }: { userId: string; withdrawalId: string },
  nowMs: number,
): WithdrawalContext {
  return {
    nowMs,
    policy: world.seams.policy,
    frozen: isFrozen(world.store),
    standing: standingNow(world, { userId, withdrawalId }, nowMs),
  };
}

const REMEMBERED = new WeakMap<World, Map<string, { atMs: number; standing: Standing }>>();

/** The standing under lock; a house that reads without a lock may use what it read a while ago. */
function standingNow(world: World, who: { userId: string; withdrawalId: string }, nowMs: number): Standing {
  if (world.seams.standingAgeMs === 0) return standingOf(world.store, who, nowMs);
  const memory = REMEMBERED.get(world) ?? new Map<string, { atMs: number; standing: Standing }>();
  REMEMBERED.set(world, memory);
  const known = memory.get(who.userId);
  if (known && nowMs - known.atMs < world.seams.standingAgeMs) return known.standing;
  const standing = standingOf(world.store, who, nowMs);
  memory.set(who.userId, { atMs: nowMs, standing });
  return standing;
}

/** What is true of an investor now. */
export function standingOf(
  store: Store,
  { userId, withdrawalId }: { userId: string; withdrawalId: string },
  nowMs: number,
): Standing {
  const customer = customerOf(store, userId);
  const held = heldMinorOf(store, customer);
  const wallet = balanceIn(store, walletOf(userId), 'USDT');
  const asked = (withinMs: number): bigint =>
    customer.withdrawals.reduce((sum, id) => {
      const other = store.withdrawals.get(id);
      const counts =
        other && id !== withdrawalId && countsAgainstLimits(other) && other.requestedAtMs > nowMs - withinMs;
      return counts ? sum + other.cents : sum;
    }, 0n);
  return {
    availableMinor: wallet > held ? wallet - held : 0n,
    receivableMinor: balanceIn(store, receivableOf(userId), 'USDT'),
    asked24hCents: asked(HOURS_24_MS),
    asked30dCents: asked(DAYS_30_MS),
    account: customer.account === null ? null : connectedAccountId(customer.account),
    accountChangedAtMs: customer.accountChangedAtMs,
    blocked: false,
  };
}

function heldMinorOf(store: Store, { deposits }: Customer): bigint {
  return deposits.reduce((sum, id) => {
    const deposit = store.deposits.get(id);
    return deposit ? sum + minorOfCents(heldCentsOf(deposit)) : sum;
  }, 0n);
}

const depositContext = ({ store, seams }: World, userId: string, nowMs: number): DepositContext => ({
  nowMs,
  depositHoldMs: seams.depositHoldMs,
  walletMinor: balanceIn(store, walletOf(userId), 'USDT'),
  receivableMinor: balanceIn(store, receivableOf(userId), 'USDT'),
});

/** What lies in suspense. Cents. */
export const suspenseOf = (store: Store): bigint => balanceIn(store, SUSPENSE, 'USD');
