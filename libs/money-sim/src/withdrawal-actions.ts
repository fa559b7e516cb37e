import { receivableOf, walletOf } from '@orbiquant/ledger';
import { chargedWithin } from './people.ts';
import { customerOf, takeStep } from './steps.ts';
import { balanceIn } from './store.ts';
import { nameOf } from './names.ts';
import { nextName, violated, type World } from './world.ts';

const APPROVERS = [nameOf(4, 0), nameOf(4, 1)];

/** An investor asks for money, sometimes twice with the same key, sometimes for more than there is. */
export function requestWithdrawal(world: World, userId: string): void {
  const { rng, store } = world;
  const wallet = balanceIn(store, walletOf(userId), 'USDT');
  const cents = wallet > 0n ? (wallet * BigInt(10 + rng.below(100))) / 1_000_000n : BigInt(rng.below(500));
  const withdrawalId = nextName(world);
  for (let click = 0; click <= rng.below(3); click++) {
    const id = click === 2 ? nextName(world) : withdrawalId;
    const before = balanceIn(store, walletOf(userId), 'USDT');
    const input = { kind: 'request' as const, withdrawalId: id, userId, cents, steppedUp: rng.below(20) > 0 };
    const { applied } = takeStep(world, { saga: 'withdrawal', sagaId: id, input });
    if (applied) testify(world, { id, userId, cents, before });
  }
}

/** Writes down what was promised to whom, outside of our tables. */
function testify(
  world: World,
  { id, userId, cents, before }: { id: string; userId: string; cents: bigint; before: bigint },
): void {
  const { accountChangedAtMs } = customerOf(world.store, userId);
  const coolOffUntilMs = accountChangedAtMs === null ? 0 : accountChangedAtMs + 48 * 3_600_000;
  const held = chargedWithin(world, userId, 12 * 3_600_000);
  if (balanceIn(world.store, receivableOf(userId), 'USDT') < 0n)
    violated(world, 'W21', `${id} was taken from a debtor`);
  if (world.nowMs < coolOffUntilMs) violated(world, 'W19', `${id} was taken during the cool-off`);
  if (cents * 10_000n > before - held && held > 0n) violated(world, 'W21', `${id} takes money that is on hold`);
  world.testimony.withdrawals.set(id, { userId, cents, atMs: world.nowMs, coolOffUntilMs, held });
  world.testimony.approvals.set(id, new Set());
}

const waiting = ({ store }: World, status: string): string[] =>
  [...store.withdrawals.values()].filter((each) => each.status === status).map(({ withdrawalId }) => withdrawalId);

const oneOf = ({ rng }: World, ids: readonly string[]): string | undefined => ids[rng.below(ids.length)];

/** Somebody of the house agrees; now and then the investor tries to. */
export function approveOne(world: World): void {
  const sagaId = oneOf(world, waiting(world, 'requested'));
  if (sagaId === undefined) return;
  const owner = world.testimony.withdrawals.get(sagaId)?.userId ?? '';
  const approverId = world.rng.below(5) === 0 ? owner : (APPROVERS[world.rng.below(2)] ?? '');
  agree(world, sagaId, approverId);
}

/** In the calm phase all that waits is agreed to. */
export function approveAll(world: World): void {
  for (const sagaId of waiting(world, 'requested'))
    for (const approverId of APPROVERS) agree(world, sagaId, approverId);
}

function agree(world: World, sagaId: string, approverId: string): void {
  takeStep(world, { saga: 'withdrawal', sagaId, input: { kind: 'approve', approverId } });
  world.testimony.approvals.get(sagaId)?.add(approverId);
}

export function rejectOne(world: World): void {
  const sagaId = oneOf(world, [...waiting(world, 'requested'), ...waiting(world, 'approved')]);
  if (sagaId === undefined) return;
  takeStep(world, { saga: 'withdrawal', sagaId, input: { kind: 'reject', approverId: nameOf(4, 0), reason: 'odd' } });
}

export function cancelOne(world: World): void {
  const ids = [...world.store.withdrawals.keys()];
  const sagaId = oneOf(world, ids);
  if (sagaId === undefined) return;
  const userId = world.testimony.withdrawals.get(sagaId)?.userId ?? '';
  takeStep(world, { saga: 'withdrawal', sagaId, input: { kind: 'cancel', userId } });
}
