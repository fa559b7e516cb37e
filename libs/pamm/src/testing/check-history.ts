import { seededRng, type Rng } from '@orbiquant/kernel';
import { balancesOf } from '../balances.ts';
import { accruedManagementFeeMinor } from '../management-fee.ts';
import { payOutMonth } from '../pay-out-month.ts';
import { announceTerms, openPool, reopenPool, sendToVenue, type Pool } from '../pool.ts';
import type { Movement, Place, PoolRequest } from '../requests.ts';
import { strikePool } from '../strike-pool.ts';
import type { StrikeOrder, Struck } from '../strike-order.ts';
import type { Terms } from '../terms.ts';

/** What a random history showed. */
export type HistoryResult = {
  seed: string;
  events: number;
  strikes: number;
  totalLosses: number;
  /** Redemptions that the gate held back in part. */
  gated: number;
  /** Performance fees taken. */
  fees: number;
  /** The first broken rule and where; null when all held after every step. */
  violation: string | null;
};

const START_MS = 1_767_225_600_000;
const HOUR_MS = 3_600_000;
const HOLDERS = ['ana', 'ben', 'caro', 'dev', 'eli'];
const EXPONENTS = [6, 6, 6, 2, 0, 8, 18] as const;

type World = {
  rng: Rng;
  pool: Pool;
  nowMs: number;
  queue: PoolRequest[];
  nextId: number;
  books: Record<Place, bigint>;
  marks: Map<string, bigint>;
  strikes: number;
  totalLosses: number;
  gated: number;
  fees: number;
};

class Violation extends Error {}
function hold(holds: boolean, rule: string): void {
  if (!holds) throw new Violation(rule);
}

/**
 * One random history of a pool: 60 to 200 events over months, five investors, gains, drawdowns and now and then a total
 * loss, with every invariant of the pool checked after each step. The same seed is the same history.
 */
export function checkHistory(seed: string): HistoryResult {
  const world = startWorld(seededRng(seed));
  const events = 60 + world.rng.below(141);
  let done = 0;
  let violation: string | null = null;
  try {
    for (; done < events; done++) step(world);
    checkBalances(world.pool);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    violation = `event ${done}: ${error.message}`;
  }
  const { strikes, totalLosses, gated, fees } = world;
  return { seed, events: done, strikes, totalLosses, gated, fees, violation };
}

function startWorld(rng: Rng): World {
  const exponent = EXPONENTS[rng.below(EXPONENTS.length)]!;
  const pool = openPool({
    poolId: 'pool',
    currency: 'X',
    exponent,
    managerId: 'manager',
    openedAtMs: START_MS,
    terms: randomTerms(rng, exponent),
  });
  const books = {
    pending: 0n,
    capital: 0n,
    wallet: 0n,
    unclaimed: 0n,
    'trading-pnl': 0n,
    'fees-accrued': 0n,
    'fees-earned': 0n,
    rounding: 0n,
  };
  const counts = { strikes: 0, totalLosses: 0, gated: 0, fees: 0 };
  return { rng, pool, nowMs: START_MS, queue: [], nextId: 0, books, marks: new Map(), ...counts };
}

function randomTerms(rng: Rng, exponent: number): Terms {
  const pick = <T>(...values: T[]): T => values[rng.below(values.length)]!;
  return {
    investmentMinMinor: pick(0n, 1n, 100n * 10n ** BigInt(exponent)),
    performanceFeeE9: pick(0n, 100_000_000n, 200_000_000n, 333_333_333n),
    managementFeeE9: pick(0n, 10_000_000n, 20_000_000n),
    hurdleE9: pick(0n, 0n, 50_000_000n),
    lockUpMs: pick(0, 0, 48 * HOUR_MS),
    noticeMs: pick(0, 0, 24 * HOUR_MS),
    status: 'open',
    crystallisation: 'monthly',
  };
}

function step(world: World): void {
  const { rng } = world;
  const dice = rng.below(100);
  world.nowMs += 60_000 + rng.below(rng.below(4) === 0 ? 72 * HOUR_MS : 6 * HOUR_MS);
  if (dice < 45) strike(world);
  else if (dice < 70) askSubscription(world);
  else if (dice < 88) askRedemption(world);
  else if (dice < 97) moveCash(world);
  else if (dice < 99) payOut(world);
  else world.pool = announceTerms(world.pool, randomTerms(rng, world.pool.exponent), world.nowMs);
}

function askSubscription(world: World): void {
  const { rng, pool } = world;
  const holder = HOLDERS[rng.below(HOLDERS.length)]!;
  const cashMinor = BigInt(1 + rng.below(2 ** 31)) * 10n ** BigInt(rng.below(pool.exponent + 1));
  world.queue.push({ kind: 'subscribe', requestId: idOf(world), holder, requestedAtMs: world.nowMs, cashMinor });
  world.books.pending += cashMinor;
  world.books.wallet -= cashMinor;
}

function askRedemption(world: World): void {
  const { rng, pool } = world;
  const lot = pool.lots[rng.below(Math.max(1, pool.lots.length))];
  if (!lot) return;
  const ask = (['units', 'cash', 'all'] as const)[rng.below(3)]!;
  const quantity = ask === 'units' ? 1n + (lot.units * BigInt(rng.below(120))) / 100n : 1n + BigInt(rng.below(2 ** 31));
  const { holder } = lot;
  world.queue.push({ kind: 'redeem', requestId: idOf(world), holder, requestedAtMs: world.nowMs, ask, quantity });
}

const idOf = (world: World): string => `r${String(world.nextId++).padStart(4, '0')}`;

function moveCash(world: World): void {
  const { rng, pool } = world;
  const out = rng.next() < 0.5;
  const most = out ? pool.cashMinor : pool.venueMinor;
  const minor = most > 0n ? (most * BigInt(rng.below(101))) / 100n : 0n;
  world.pool = sendToVenue(pool, out ? minor : -minor);
}

function strike(world: World): void {
  const before = world.pool;
  const order = orderOf(world);
  const outcome = strikePool(before, order);
  hold(outcome.ok, `a fresh reconciled strike was refused`);
  if (!outcome.ok) return;
  world.strikes += 1;
  world.gated += outcome.gated.length;
  world.fees += outcome.feeEvents.length;
  book(world, outcome.movements);
  checkStrike(world, before, outcome);
  if (world.rng.below(8) === 0) checkOrderIndependence(before, order, outcome);
  if (world.rng.below(8) === 0) checkSecondLook(outcome.pool);
  if (world.rng.below(8) === 0) checkRoundTrip(outcome.pool);
  if (world.rng.below(16) === 0) checkBalances(outcome.pool);
  settle(world, outcome);
}

function orderOf({ rng, pool, nowMs, queue }: World): StrikeOrder {
  const moved = BigInt(Math.trunc(rng.normal() * 40_000));
  const crash = rng.below(400) === 0;
  const changed = pool.venueMinor + (pool.venueMinor * moved) / 1_000_000n;
  const venueEquityMinor = crash ? -(pool.cashMinor + BigInt(rng.below(1000))) : changed;
  const frozen = rng.below(6) === 0 ? new Map([[HOLDERS[rng.below(5)]!, 'frozen' as const]]) : undefined;
  return { atMs: nowMs, venueEquityMinor, markedAtMs: nowMs - rng.below(HOUR_MS), requests: queue, standings: frozen };
}

/** Carries what was not dealt to the next strike; a lost pool is re-opened as a new series. */
function settle(world: World, { pool, gated, waiting }: Struck): void {
  world.queue = [...gated, ...waiting.map(({ request }) => request)];
  world.pool = pool;
  if (pool.status === 'open') return;
  world.totalLosses += 1;
  world.marks.clear();
  world.books['fees-accrued'] = 0n;
  world.pool = reopenPool(pool);
}

function payOut(world: World): void {
  if (world.pool.struckAtMs === null) return;
  const before = world.pool;
  const choices = HOLDERS.map((holder, index) => ({
    holder,
    netProfitMinor: BigInt(world.rng.below(1_000_000)) - 200_000n,
    choice: index % 2 === 0 ? ('pay-out' as const) : ('reinvest' as const),
    ...(world.rng.below(10) === 0 ? { standing: 'deleted' as const } : {}),
  }));
  const { pool, movements } = payOutMonth(before, choices);
  book(world, movements);
  world.pool = pool;
  checkPool(world, pool);
  checkFlowsAreFair(before.navMinor, before.units, pool);
}

const NEVER_NEGATIVE: readonly Place[] = ['pending', 'capital', 'fees-accrued', 'unclaimed'];

function book({ books }: World, movements: readonly Movement[]): void {
  for (const { from, to, minor, reason } of movements) {
    hold(minor > 0n, `${reason} moves nothing`);
    books[from] -= minor;
    books[to] += minor;
    hold(!NEVER_NEGATIVE.includes(from) || books[from] >= 0n, `${reason} overdraws ${from}`);
  }
}

function checkStrike(world: World, before: Pool, outcome: Struck): void {
  const { pool, priceE12, offerE12, navBeforeFlowsMinor, dealt, feeEvents } = outcome;
  checkPool(world, pool);
  hold(offerE12 - priceE12 <= 1n && offerE12 >= priceE12, 'buyers and sellers have one price, to a step');
  for (const { kind, priceE12: at, cashMinor } of dealt) {
    hold(at === (kind === 'subscribe' ? offerE12 : priceE12), 'every flow has the price of the strike');
    hold(cashMinor >= 0n, 'nobody is paid less than nothing');
  }
  for (const { feeMinor, feeUnits, markBeforeE12 } of feeEvents) {
    hold(feeMinor >= 0n && feeUnits >= 0n, 'a fee is not negative');
    hold(priceE12 > markBeforeE12, 'a fee is due above the mark only');
  }
  if (pool.status === 'open' && before.units > 0n) checkFlowsAreFair(navBeforeFlowsMinor, before.units, pool);
}

/** Flows never lower what a unit is worth: every rounding is against who moves. */
function checkFlowsAreFair(navMinor: bigint, units: bigint, after: Pool): void {
  if (after.units > 0n) hold(after.navMinor * units >= navMinor * after.units, 'flows lowered the value of a unit');
}

function checkPool({ books, marks }: World, pool: Pool): void {
  const accruedMinor = accruedManagementFeeMinor(pool);
  hold(books.capital === pool.navMinor, 'the books owe the holders the NAV');
  hold(books['fees-accrued'] === accruedMinor, 'the books owe the manager the accrued fee');
  hold(pool.cashMinor >= 0n, 'the pool has no overdraft');
  if (pool.status === 'open')
    hold(pool.cashMinor + pool.venueMinor === pool.navMinor + accruedMinor, 'money equals what is owed');
  let units = 0n;
  for (const lot of pool.lots) {
    hold(lot.units > 0n && lot.paidInMinor >= 0n, 'a lot is not empty');
    if (lot.holder !== pool.managerId) {
      hold(lot.markE12 >= (marks.get(lot.lotId) ?? 0n), 'a mark never falls');
      marks.set(lot.lotId, lot.markE12);
    }
    units += lot.units;
  }
  hold(units === pool.units, 'the lots add up to the units in issue');
}

function checkOrderIndependence(before: Pool, order: StrikeOrder, outcome: Struck): void {
  const turned = strikePool(before, { ...order, requests: order.requests.toReversed() });
  hold(turned.ok && signature(turned) === signature(outcome), 'the order of the requests matters');
}

const signature = ({ pool, dealt, movements }: Struck): string =>
  [
    pool.navMinor,
    ...pool.lots.flatMap(({ lotId, units, markE12 }) => [lotId, units, markE12]),
    ...dealt.flatMap(({ requestId, cashMinor, units }) => [requestId, cashMinor, units]),
    ...movements.map(({ minor }) => minor),
  ].join('|');

/** Taking fees twice: right after a crystallisation the next finds nothing. */
function checkSecondLook(pool: Pool): void {
  if (pool.status === 'closed') return;
  const first = restrike(pool, 1, { crystallise: true });
  if (first.pool.status === 'closed') return;
  hold(restrike(first.pool, 1, { crystallise: true }).feeEvents.length === 0, 'fees were taken twice');
}

/** Money that goes in and out again without a change of the market never comes back as more. */
function checkRoundTrip(pool: Pool): void {
  if (pool.status === 'closed') return;
  const cashMinor = 10n ** BigInt(pool.exponent) * 1_000n + 7n;
  const requestedAtMs = pool.struckAtMs!;
  const entry = { kind: 'subscribe' as const, requestId: 'in', holder: 'guest', requestedAtMs, cashMinor };
  const joined = restrike(pool, 1, { requests: [entry] });
  if (joined.dealt.length === 0) return;
  const leave = { kind: 'redeem' as const, requestId: 'out', holder: 'guest', ask: 'all' as const, quantity: 0n };
  const left = restrike(joined.pool, 2, { requests: [{ ...leave, requestedAtMs: requestedAtMs + 1 }] });
  for (const { cashMinor: paid, feeUnits } of left.dealt) {
    hold(paid <= cashMinor, 'in and out again is a profit');
    hold(feeUnits === 0n, 'in and out at one price pays a performance fee');
  }
}

function restrike(pool: Pool, afterMs: number, order: Partial<StrikeOrder>): Struck {
  const atMs = pool.struckAtMs! + afterMs;
  const outcome = strikePool(pool, {
    atMs,
    venueEquityMinor: pool.venueMinor,
    markedAtMs: atMs,
    requests: [],
    ...order,
  });
  if (!outcome.ok) throw new Violation(`refused: ${outcome.refusal.code}`);
  return outcome;
}

function checkBalances(pool: Pool): void {
  const balances = balancesOf(pool);
  let sum = 0n;
  for (const { balanceMinor } of balances) {
    hold(balanceMinor >= 0n, 'a balance is not negative');
    sum += balanceMinor;
  }
  hold(pool.units === 0n || sum === pool.navMinor, 'the balances add up to the NAV');
}
