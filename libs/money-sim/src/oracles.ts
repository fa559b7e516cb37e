import type { SagaStep } from '@orbiquant/payments';
import { audit } from './auditor.ts';
import { openEnds } from './ends.ts';
import { checkBank, checkEffects, checkVenue } from './oracles-outside.ts';
import { checkFailures, checkPools } from './oracles-house.ts';
import { checkPromises } from './promises.ts';
import { isSame } from './same.ts';
import { bookAll, chain, hasFloor, newStore, type Booked } from './store.ts';
import { newTrace } from './trace.ts';
import { mustHold, violated, type World } from './world.ts';

/** Everything that must hold when all is quiet. */
export function checkAll(world: World): void {
  checkBalances(world);
  checkChain(world);
  checkBank(world);
  checkVenue(world);
  checkEffects(world);
  for (const what of openEnds(world)) violated(world, 'O7', what);
  checkPools(world);
  checkFailures(world);
  checkRebuild(world);
  audit(world);
  checkPromises(world);
}

/** O1, O2, O3: every transfer sums to zero, balances are the sums of postings, nobody is below zero. */
function checkBalances(world: World): void {
  const sums = new Map<string, bigint>();
  for (const booked of world.store.booked) {
    mustHold(world, isBalanced(booked), () => ['O1', booked.transfer.key]);
    for (const { account, currency, minor } of booked.transfer.postings) {
      const place = `${account}/${currency}`;
      sums.set(place, (sums.get(place) ?? 0n) + minor);
    }
  }
  for (const [place, minor] of sums) {
    mustHold(world, world.store.balances.get(place) === minor, () => ['O2', place]);
    if (minor < 0n) mustHold(world, !hasFloor(place.slice(0, place.lastIndexOf('/'))), () => ['O3', place]);
  }
}

function isBalanced({ transfer }: Booked): boolean {
  const sums = new Map<string, bigint>();
  for (const { currency, minor } of transfer.postings) sums.set(currency, (sums.get(currency) ?? 0n) + minor);
  for (const sum of sums.values()) if (sum !== 0n) return false;
  return true;
}

/** O9: the chain over all transfers is what it was when each was booked. */
function checkChain(world: World): void {
  const link = newTrace();
  for (const { transfer, high, low } of world.store.booked) {
    chain(link, transfer);
    if (link.high !== high || link.low !== low) return violated(world, 'O9', `the chain breaks at ${transfer.key}`);
  }
}

/** O8: the rows built again from the log of steps are the rows. */
function checkRebuild(world: World): void {
  const again = newStore(world.seams.promises);
  for (const { step, context } of world.store.log) replay(world, { again, step, context });
  for (const table of ['withdrawals', 'deposits'] as const) {
    for (const [id, row] of world.store[table]) {
      mustHold(world, isSame(again[table].get(id), row), () => ['O8', `${table} ${id}`]);
    }
  }
  for (const { transfer } of again.booked) {
    mustHold(world, world.store.keys.has(transfer.key), () => ['O8', transfer.key]);
  }
}

type Replay = { again: ReturnType<typeof newStore>; step: SagaStep; context: unknown };

function replay({ seams }: World, { again, step, context }: Replay): void {
  if (step.saga === 'withdrawal') {
    const made = seams.withdrawal(again.withdrawals.get(step.sagaId) ?? null, step.input, context as never);
    if (made.state) again.withdrawals.set(step.sagaId, made.state);
    bookAll(again, made.transfers);
  } else if (step.saga === 'deposit') {
    const made = seams.deposit(again.deposits.get(step.sagaId) ?? null, step.input, context as never);
    if (made.state) again.deposits.set(step.sagaId, made.state);
    bookAll(again, made.transfers);
  }
}
