import { modelPool, STAKE, valueOf, type PoolModel } from './auditor-pool.ts';
import { balanceIn } from './store.ts';
import { violated, type World } from './world.ts';

/*
 * A second, independent reading of what everybody must have in the end. It knows the processor's and the venue's own
 * truth and what people asked for; it shares no code with the sagas or the pools, and reads our books only to compare.
 */

const MINOR_PER_CENT = 10_000n;
/** Minor units by which an account may differ from a model in doubles: a thousandth of a cent. */
const TOLERANCE = 2_000;

const wallet = (userId: string): string => `customer:${userId}:wallet`;

/** Compares the books with what must be, for each person and for all together. */
export function audit(world: World): void {
  const cash = new Map(
    world.investors.map((userId) => [
      userId,
      (world.testimony.openings.get(userId) ?? 0n) + cardMoney(world, userId) - bankMoney(world, userId),
    ]),
  );
  const pools = world.pools.map(({ poolId, pool }) =>
    modelPool(world, poolId, { terms: pool.terms[0], managerId: pool.managerId }),
  );
  for (const userId of world.investors) {
    const flows = pools.reduce((sum, { flows: byUser }) => sum + (byUser.get(userId) ?? 0), 0);
    const expected = (cash.get(userId) ?? 0n) + BigInt(Math.round(flows));
    compare(world, `wallet of ${userId}`, { ours: ownedBy(world, userId), expected });
  }
  checkTotal(world, cash);
  for (const model of pools) comparePool(world, model);
}

function compare(world: World, what: string, { ours, expected }: { ours: bigint; expected: bigint }): void {
  const off = Number(ours - expected);
  if (Math.abs(off) > TOLERANCE) violated(world, 'audit', `${what}: ${ours}, must be ${expected}`);
}

type Fact<T> = { object: T; amount: bigint };
const sumOf = <T>(facts: readonly Fact<T>[], counts: (object: T) => boolean): bigint =>
  facts.reduce((sum, { object, amount }) => (counts(object) ? sum + amount : sum), 0n);

/** What cards brought in for a person and were not taken back. Minor units. */
function cardMoney({ books, store }: World, userId: string): bigint {
  const { charges, refunds, disputes } = books.truth();
  const deposits = new Set(store.customers.get(userId)?.deposits);
  const paid = charges.filter(
    ({ object }) => object.status === 'succeeded' && deposits.has(object.metadata['deposit'] ?? ''),
  );
  const own = new Set(paid.map(({ id }) => id));
  const sentBack = sumOf(refunds, ({ charge, status }) => own.has(charge) && status === 'succeeded');
  const disputed = sumOf(disputes, ({ charge, status }) => own.has(charge) && status !== 'won');
  return (sumOf(paid, () => true) - sentBack - disputed) * MINOR_PER_CENT;
}

/** What a person's bank has received of withdrawals that the person asked for. Minor units. */
function bankMoney({ books, testimony, store }: World, userId: string): bigint {
  const account = store.customers.get(userId)?.account;
  let cents = 0n;
  for (const { object, amount, account: at } of books.truth().payouts) {
    const asked = testimony.withdrawals.get(object.metadata['saga'] ?? '');
    if (at === account && object.status === 'paid' && asked?.userId === userId) cents += amount;
  }
  return cents * MINOR_PER_CENT;
}

/** What our books say a person has outside of pools: wallet, what is set aside, less what is owed to us. */
function ownedBy({ store }: World, userId: string): bigint {
  const aside = balanceIn(store, `customer:${userId}:withdrawal-pending`, 'USD');
  const owed = balanceIn(store, `customer:${userId}:receivable`, 'USDT');
  return balanceIn(store, wallet(userId), 'USDT') + aside * MINOR_PER_CENT + owed;
}

/** Nothing is lost, to the minor unit: all that people and pools have is what came in, and what trading made. */
function checkTotal(world: World, cash: ReadonlyMap<string, bigint>): void {
  const { store, testimony, pools } = world;
  let expected = [...cash.values()].reduce((sum, minor) => sum + minor, 0n);
  let ours = world.investors.reduce((sum, userId) => sum + ownedBy(world, userId), 0n);
  for (const { poolId } of pools) {
    const last = testimony.strikes.findLast((strike) => strike.poolId === poolId);
    const sent = testimony.sent.filter((each) => each.poolId === poolId && each.seq < (last?.seq ?? 0));
    expected += last ? last.equityMinor - sent.reduce((sum, { minor }) => sum + minor, 0n) : STAKE;
    for (const part of ['capital', 'subscriptions-pending', 'fees-accrued'])
      ours += balanceIn(store, `pool:${poolId}:${part}`, 'USDT');
  }
  for (const place of ['house:fees-earned', 'unclaimed', 'rounding']) ours += balanceIn(store, place, 'USDT');
  const off = ours - expected;
  if (off !== 0n) violated(world, 'lost', `${off}`);
}

function comparePool(world: World, model: PoolModel): void {
  if (model.struckAt === 0) return;
  const capital = balanceIn(world.store, `pool:${model.poolId}:capital`, 'USDT');
  compare(world, `capital of ${model.poolId}`, {
    ours: capital,
    expected: BigInt(Math.round(valueOf(model))),
  });
}
