import { move, PROCESSOR_CLEARING, walletOf } from '@orbiquant/ledger';
import { connectedAccountId } from '@orbiquant/payments';
import { call } from './network.ts';
import { customerOf } from './steps.ts';
import { balanceIn, bookAll } from './store.ts';
import { happens, mustHold, newWorld, nextName, type World } from './world.ts';
import { PRODUCT } from './seams.ts';
import { goTo } from './run-seed.ts';

/*
 * The payout job as it is often written: call the processor, then subtract from the balance, then write the record. It is
 * kept so that the simulation can show that it would have been found out: in the same world, under the same faults.
 */

const HOUR_MS = 3_600_000;
const RUN_EVERY_MS = HOUR_MS / 2;
const RUNS_MAX = 400;

type Wish = { userId: string; cents: bigint; isRecorded: boolean };

/** One world with the naive job in the place of the sagas: whether money was lost, made, or paid twice. */
export function runNaive(seed: number): { seed: number; failed: boolean; detail: string } {
  const world = newWorld(seed, PRODUCT);
  const wishes = makeWishes(world);
  for (let run = 0; run < RUNS_MAX && wishes.some(({ isRecorded }) => !isRecorded); run++) {
    if (run === RUNS_MAX / 4) world.isStormy = false;
    const leaps = world.isStormy && happens(world, world.faults.leap);
    goTo(world, world.nowMs + (leaps ? world.rng.below(30 * HOUR_MS) : RUN_EVERY_MS));
    payAll(world, wishes);
  }
  goTo(world, world.nowMs + 100 * HOUR_MS);
  judge(world, wishes);
  const [first] = world.violations;
  return { seed, failed: first !== undefined, detail: first ? `${first.oracle}: ${first.detail}` : '' };
}

function makeWishes(world: World): Wish[] {
  return Array.from({ length: 4 + world.rng.below(5) }, () => ({
    userId: world.investors[world.rng.below(world.investors.length)] ?? '',
    cents: BigInt(1_00 + world.rng.below(250_00)),
    isRecorded: false,
  }));
}

/** The job: everything that has no record yet is paid. It may die anywhere. */
function payAll(world: World, wishes: Wish[]): void {
  for (const wish of wishes) {
    if (wish.isRecorded) continue;
    if (!pay(world, wish)) return;
  }
}

/** False when the process died. */
function pay(world: World, wish: Wish): boolean {
  const wallet = balanceIn(world.store, walletOf(wish.userId), 'USDT');
  if (wallet < wish.cents * 10_000n) {
    wish.isRecorded = true;
    return true;
  }
  if (dies(world) || !send(world, wish)) return !world.isStormy;
  if (dies(world)) return false;
  subtract(world, wish, wallet);
  if (dies(world)) return false;
  wish.isRecorded = true;
  return true;
}

const dies = (world: World): boolean => world.isStormy && happens(world, world.faults.crash);

/** Both calls in one go, with the random keys that an SDK makes by itself; no answer is taken for a failure. */
function send(world: World, { userId, cents }: Wish): boolean {
  const account = connectedAccountId(customerOf(world.store, userId).account ?? '');
  const shared = { tag: { sagaId: nextName(world), attemptNo: 1 }, cents, currency: 'USD' };
  const deadlineMs = world.nowMs + 80_000;
  const sent = call(
    world,
    { op: 'create-transfer', key: nextName(world), destination: account, ...shared },
    deadlineMs,
  );
  if (sent.outcome.kind !== 'done') return false;
  const paid = call(world, { op: 'create-payout', key: nextName(world), account, ...shared }, deadlineMs);
  return paid.outcome.kind === 'done';
}

function subtract(world: World, { userId, cents }: Wish, wallet: bigint): void {
  const key = nextName(world);
  const minor = wallet < cents * 10_000n ? wallet : cents * 10_000n;
  const shared = { reason: 'withdrawal-paid' as const, memo: key, to: PROCESSOR_CLEARING };
  bookAll(world.store, [move({ ...shared, key, from: walletOf(userId), currency: 'USDT', minor })]);
}

/** Everybody's bank and wallet together must be what they began with, and every wish must have its record. */
function judge(world: World, wishes: readonly Wish[]): void {
  const { accounts } = world.books.truth();
  for (const userId of world.investors) {
    const usd = accounts.get(customerOf(world.store, userId).account ?? '')?.['usd'];
    const left = usd?.available ?? 0n;
    const out = usd ? (usd.paidOut + usd.inTransit + left) * 10_000n : 0n;
    const off = balanceIn(world.store, walletOf(userId), 'USDT') + out - (world.testimony.openings.get(userId) ?? 0n);
    mustHold(world, off === 0n, () => ['lost', `${off} of ${userId}`]);
    mustHold(world, left === 0n, () => ['W18', `${left} cents of ${userId} never reached a bank`]);
  }
  mustHold(
    world,
    wishes.every(({ isRecorded }) => isRecorded),
    () => ['O7', 'a wish has no record'],
  );
}
