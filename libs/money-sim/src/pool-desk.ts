import {
  capitalOf,
  feesAccruedOf,
  FEES_EARNED,
  move,
  pendingOf,
  ROUNDING,
  tradingPnlOf,
  UNCLAIMED,
  walletOf,
  type Reason,
  type Transfer,
} from '@orbiquant/ledger';
import {
  openPool,
  sendToVenue,
  type Movement,
  type MovementReason,
  type Place,
  type Pool,
  type PoolRequest,
  type StrikeOrder,
  type Struck,
} from '@orbiquant/pamm';
import { monthIndexOf } from '@orbiquant/periods';
import { newVenue, venueEquity } from './fake-venue.ts';
import { bookEquity, differencesOf, minorAsCash, newOrderDesk, tendOrders, type OrderDesk } from './order-desk.ts';
import { balanceIn, bookAll, floorBroken } from './store.ts';
import { traceBigint, traceText } from './trace.ts';
import { nameOf, START_MS } from './names.ts';
import { happens, nextName, violated, mustHold, type World } from './world.ts';

/** What the operator puts into each pool at the start: it trades from the first day. Minor units. */
export const STAKE_MINOR = 2_000_000_000n;
const HOUR_MS = 3_600_000;
const CUT_OFF_MS = HOUR_MS;
export const MANAGER = nameOf(3, 0);

/** What happened in an account since its last month's end. */
export type MonthSoFar = { openingMinor: bigint; subscribedMinor: bigint; redeemedMinor: bigint };

/** A pool with its queue, its trading, and the months that were paid out. */
export type PoolDesk = {
  poolId: string;
  pool: Pool;
  queue: PoolRequest[];
  orders: OrderDesk;
  months: Map<string, MonthSoFar>;
  /** The month that is to be paid out next. */
  nextPeriod: number;
};

export function newPoolDesk(poolId: string, world: World): PoolDesk {
  const { rng } = world;
  const pool = openPool({
    poolId,
    currency: 'USDT',
    exponent: 6,
    managerId: MANAGER,
    openedAtMs: START_MS,
    stakeMinor: STAKE_MINOR,
    terms: {
      investmentMinMinor: 1_000_000n,
      performanceFeeE9: BigInt(rng.below(3)) * 100_000_000n,
      managementFeeE9: BigInt(rng.below(3)) * 10_000_000n,
      hurdleE9: 0n,
      lockUpMs: 0,
      noticeMs: 0,
      status: 'open',
      crystallisation: 'monthly',
    },
  });
  return {
    poolId,
    pool,
    queue: [],
    orders: newOrderDesk(poolId, newVenue(STAKE_MINOR)),
    months: new Map(),
    nextPeriod: monthIndexOf(START_MS),
  };
}

/** An investor puts money in: it leaves the wallet now, and buys units at the next strike. */
export function subscribe(world: World, desk: PoolDesk, userId: string): void {
  const wallet = balanceIn(world.store, walletOf(userId), 'USDT');
  const minor = (wallet * BigInt(1 + world.rng.below(100))) / 100n;
  if (minor < 1_000_000n || desk.pool.status === 'closed') return;
  const requestId = nextName(world);
  const from = walletOf(userId);
  const paid = move({
    key: `sub:${requestId}`,
    reason: 'subscription-request',
    memo: requestId,
    from,
    to: pendingOf(desk.poolId),
    currency: 'USDT',
    minor,
  });
  book(world, [paid]);
  desk.queue.push({ kind: 'subscribe', requestId, holder: userId, requestedAtMs: world.nowMs, cashMinor: minor });
  world.testimony.pool.push({ poolId: desk.poolId, kind: 'subscribe', requestId, userId, atMs: world.nowMs, minor });
}

/** An investor takes money out: at the next strike, up to what is there. */
export function redeem(world: World, desk: PoolDesk, userId: string): void {
  const lots = desk.pool.lots.filter(({ holder }) => holder === userId);
  if (lots.length === 0 || desk.queue.some(({ holder, kind }) => holder === userId && kind === 'redeem')) return;
  const requestId = nextName(world);
  const isAll = world.rng.below(2) === 0;
  const minor = isAll ? -1n : BigInt(1_000_000 + world.rng.below(50_000_000));
  const ask = isAll ? 'all' : 'cash';
  desk.queue.push({
    kind: 'redeem',
    requestId,
    holder: userId,
    requestedAtMs: world.nowMs,
    ask,
    quantity: isAll ? 0n : minor,
  });
  world.testimony.pool.push({ poolId: desk.poolId, kind: 'redeem', requestId, userId, atMs: world.nowMs, minor });
}

/** The daily job: reconciles, strikes, deals what was asked for before the cut-off. Held whenever something is in doubt. */
export function strike(world: World, desk: PoolDesk): void {
  tendOrders(world, desk.orders);
  const order = strikeOrder(world, desk);
  const struck = world.seams.strike(desk.pool, order);
  traceText(world.trace, struck.ok ? 'struck' : struck.refusal.code);
  if (!struck.ok) return;
  mustHold(world, order.markedAtMs === order.atMs, () => ['N6', `${desk.poolId} was struck at stale marks`]);
  if (!world.isStormy || !happens(world, world.faults.crash))
    commitStrike(world, desk, { struck, cutOffMs: order.cutOffMs });
}

type Asked = StrikeOrder & { cutOffMs: number };

/** What the strike is made from; in a storm some marks are old, and some numbers from outside are wrong. */
function strikeOrder(world: World, desk: PoolDesk): Asked {
  const { seams, rng, nowMs, market, isStormy } = world;
  const claim = isStormy && rng.below(10) === 0 ? wrongClaim(world, desk) : null;
  const isStale = isStormy && rng.below(12) === 0;
  const equity = bookEquity(desk.orders, market.price);
  const order: Asked = {
    atMs: nowMs,
    venueEquityMinor: equity,
    markedAtMs: isStale ? nowMs - 2 * HOUR_MS : nowMs,
    requests: desk.queue,
    cutOffMs: nowMs - CUT_OFF_MS,
    differences: seams.countsDifferences ? differencesOf(desk.orders) : 0,
  };
  if (!claim) return order;
  if (seams.believesClaim) return { ...order, venueEquityMinor: claimedMinor(claim.navText) - desk.pool.cashMinor };
  return { ...order, claim, claimToleranceMinor: 1_000_000n };
}

/** One transaction: the pool's next state, its bookings, and the queue without what was dealt. */
function commitStrike(world: World, desk: PoolDesk, { struck, cutOffMs }: { struck: Struck; cutOffMs: number }): void {
  const { nowMs, market, testimony, seams } = world;
  const equityMinor = venueEquity(desk.orders.venue, market.price);
  testimony.strikes.push({ seq: nextSeq(world), poolId: desk.poolId, atMs: nowMs, equityMinor, cutOffMs });
  bookMovements(world, desk, { key: `strike:${desk.poolId}:${nowMs}`, movements: struck.movements });
  desk.pool = struck.pool;
  for (const dealt of struck.dealt) noteFlow(desk, dealt);
  if (seams.clearsQueue) desk.queue = [...struck.gated, ...struck.waiting.map(({ request }) => request)];
}

/** The next number in the order of what is testified. */
export const nextSeq = ({ testimony }: World): number => (testimony.seq += 1);

/** A number from outside that is ten times too large. */
function wrongClaim({ nowMs }: World, { pool }: PoolDesk): { navText: string; asOfMs: number } {
  const minor = (pool.navMinor + 1_000_000n) * 10n;
  return { navText: minorAsCash(minor).toFixed(6), asOfMs: nowMs };
}

const claimedMinor = (navText: string): bigint => BigInt(navText.replace('.', ''));

function noteFlow(
  { months }: PoolDesk,
  { holder, kind, cashMinor }: { holder: string; kind: string; cashMinor: bigint },
): void {
  const so = monthOf(months, holder);
  if (kind === 'subscribe') so.subscribedMinor += cashMinor;
  else so.redeemedMinor += cashMinor;
}

/** An account's month; one that has nothing yet begins at nothing. */
export function monthOf(months: Map<string, MonthSoFar>, holder: string): MonthSoFar {
  const known = months.get(holder) ?? { openingMinor: 0n, subscribedMinor: 0n, redeemedMinor: 0n };
  months.set(holder, known);
  return known;
}

/** Sends spare money to the venue, or fetches some when the pool is short. */
export function moveToVenue(world: World, desk: PoolDesk): void {
  const { cashMinor } = desk.pool;
  const { venue } = desk.orders;
  const spare = (cashMinor * BigInt(world.rng.below(80))) / 100n;
  const isShort = desk.queue.some(({ kind }) => kind === 'redeem');
  const back = isShort && venue.cashMinor > 0n ? -(venue.cashMinor * BigInt(world.rng.below(60))) / 100n : spare;
  if (back === 0n || desk.pool.status === 'closed') return;
  desk.pool = sendToVenue(desk.pool, back);
  venue.cashMinor += back;
  desk.orders.cash = desk.orders.cash.plus(minorAsCash(back));
  world.testimony.sent.push({ seq: nextSeq(world), poolId: desk.poolId, minor: back });
}

const REASONS: Readonly<Record<MovementReason, Reason>> = {
  'trading-pnl': 'trading-pnl',
  'management-fee': 'management-fee',
  'management-fee-paid': 'fee-paid-out',
  'management-fee-waived': 'management-fee',
  subscription: 'subscription',
  'subscription-refund': 'subscription-cancelled',
  redemption: 'redemption',
  distribution: 'distribution',
  rounding: 'adjustment',
};

function accountOf(poolId: string, place: Place, holder: string | undefined): string {
  const accounts: Readonly<Record<Place, () => string>> = {
    pending: () => pendingOf(poolId),
    capital: () => capitalOf(poolId),
    wallet: () => walletOf(holder ?? ''),
    unclaimed: () => UNCLAIMED,
    'trading-pnl': () => tradingPnlOf(poolId),
    'fees-accrued': () => feesAccruedOf(poolId),
    'fees-earned': () => FEES_EARNED,
    rounding: () => ROUNDING,
  };
  return accounts[place]();
}

/** Books what a pool did, in its order. */
export function bookMovements(
  world: World,
  { poolId }: PoolDesk,
  { key, movements }: { key: string; movements: readonly Movement[] },
): void {
  const transfers = movements.map((movement, at) =>
    move({
      key: `${key}:${at}`,
      reason: REASONS[movement.reason],
      memo: movement.requestId ?? '',
      from: accountOf(poolId, movement.from, movement.holder),
      to: accountOf(poolId, movement.to, movement.holder),
      currency: 'USDT',
      minor: movement.minor,
    }),
  );
  book(world, transfers);
}

function book(world: World, transfers: readonly Transfer[]): void {
  const broken = floorBroken(world.store, transfers);
  if (broken) violated(world, 'O3', `pool: ${broken}`);
  bookAll(world.store, transfers);
  for (const { postings } of transfers) for (const { minor } of postings) traceBigint(world.trace, minor);
}
