import { capitalOf, OPERATOR_STAKE, PROCESSOR_CLEARING, transfer, walletOf } from '@orbiquant/ledger';
import { seededRng, type Rng } from '@orbiquant/kernel';
import { createStripeBooks, type StripeBooks } from '@orbiquant/stripe-emulator';
import { drawFaults, type Faults } from './faults.ts';
import { newMarket, type Market } from './market.ts';
import { nameOf, START_MS } from './names.ts';
import { newPoolDesk, STAKE_MINOR, type PoolDesk } from './pool-desk.ts';
import type { Seams } from './seams.ts';
import { bookAll, newStore, type Store } from './store.ts';
import { stripePort, type StripePort } from './stripe-port.ts';
import { newTrace, traceText, type Trace } from './trace.ts';
import { newWorker, type Worker } from './worker.ts';
import type { StripeEvent } from '@orbiquant/stripe-emulator';

const HOUR_MS = 3_600_000;
/** What we own at the processor at the start. Cents. */
const OPENING_CENTS = 20_000_00n;
/** What each investor has in the wallet at the start. Minor units. */
const OPENING_MINOR = 400_000_000n;
const INVESTORS = 3;
const POOLS = 2;

/** Something that must never be. */
export type Violation = { oracle: string; detail: string; atStep: number };

/** What people asked for and were told, outside all of our tables: the auditor's source. */
export type Testimony = {
  /** What each investor began with. Minor units. */
  openings: Map<string, bigint>;
  /** Subscriptions and redemptions that were accepted, in order. */
  pool: {
    poolId: string;
    kind: 'subscribe' | 'redeem';
    requestId: string;
    userId: string;
    atMs: number;
    minor: bigint;
  }[];
  /** The order of what follows. */
  seq: number;
  /** Strikes that were made, with the venue's own word on its equity then. */
  strikes: { seq: number; poolId: string; atMs: number; equityMinor: bigint; cutOffMs: number }[];
  /** Month's ends that were paid out. */
  payOuts: { seq: number; poolId: string; atMs: number; period: number; holders: ReadonlySet<string> }[];
  /** Money sent between a pool and its venue. */
  sent: { seq: number; poolId: string; minor: bigint }[];
  /** Withdrawals that were accepted, and what was true of the asker then. */
  withdrawals: Map<string, { userId: string; cents: bigint; atMs: number; coolOffUntilMs: number; held: bigint }>;
  /** Agreements that people gave, by withdrawal. */
  approvals: Map<string, Set<string>>;
  /** Payouts that somebody made at the processor's dashboard; without an account, of our own balance. */
  strangers: { account: string | null; cents: bigint; objectId: string; isMadeGood: boolean }[];
  /** When the bank of an account was changed. */
  bankChanges: { account: string; atMs: number }[];
};

/** A notice of the processor on its way to us. */
export type Mail = { atMs: number; event: StripeEvent };

/** One simulated house with everything around it. */
export type World = {
  seed: number;
  rng: Rng;
  nowMs: number;
  seams: Seams;
  store: Store;
  books: StripeBooks;
  port: StripePort;
  faults: Faults;
  /** False in the second phase: nothing new, nothing wrong, everything must end. */
  isStormy: boolean;
  trace: Trace;
  violations: Violation[];
  workers: Worker[];
  mail: Mail[];
  /** Calls on their way to the processor, whose caller has given up. */
  inFlight: { atMs: number; run: () => void }[];
  /** Until when the processor does not answer at all. */
  downUntilMs: number;
  /** While look-ups are answered from an old copy: until when; not again before. */
  stale: { untilMs: number; quietUntilMs: number };
  investors: string[];
  pools: PoolDesk[];
  market: Market;
  testimony: Testimony;
  serial: number;
  lastReconcileMs: number;
  /** When the processor last had anything to say. */
  lastNewsMs: number;
};

/** The next name in a world. */
export const nextName = (world: World): string => nameOf(9, ++world.serial);

/** A world before anything happens. */
export function newWorld(seed: number, seams: Seams): World {
  const rng = seededRng(`money/${seed}`);
  const clock = { nowMs: START_MS };
  const stripeRng = seededRng(`stripe/${seed}`);
  const books = createStripeBooks({ nowMs: () => clock.nowMs, rng: stripeRng, settings: settingsOf(rng) });
  const world: World = {
    ...emptyRows(),
    seed,
    rng,
    get nowMs() {
      return clock.nowMs;
    },
    set nowMs(atMs: number) {
      clock.nowMs = atMs;
    },
    seams,
    store: newStore(seams.promises),
    books,
    port: seams.port(stripePort(books), books),
    faults: drawFaults(rng),
    workers: [newWorker(0, rng), newWorker(1, rng)],
    investors: Array.from({ length: 2 + rng.below(INVESTORS - 1) }, (_, n) => nameOf(1, n)),
    market: newMarket(rng),
  };
  openHouse(world);
  traceText(world.trace, `seed ${seed}`);
  return world;
}

/** What every world begins with. */
const emptyRows = () => ({
  isStormy: true,
  trace: newTrace(),
  violations: [],
  mail: [],
  inFlight: [],
  downUntilMs: 0,
  stale: { untilMs: 0, quietUntilMs: 0 },
  pools: [],
  testimony: {
    seq: 0,
    openings: new Map(),
    pool: [],
    strikes: [],
    payOuts: [],
    sent: [],
    withdrawals: new Map(),
    approvals: new Map(),
    strangers: [],
    bankChanges: [],
  },
  serial: 0,
  lastReconcileMs: START_MS,
  lastNewsMs: START_MS,
});

const settingsOf = (rng: Rng): Parameters<typeof createStripeBooks>[0]['settings'] => ({
  openingBalances: { usd: OPENING_CENTS },
  settlementMs: (1 + rng.below(48)) * HOUR_MS,
  payoutPaidMs: (2 + rng.below(46)) * HOUR_MS,
  feeBps: rng.below(2) * 290,
  feeFixed: rng.below(2) * 30,
});

function openHouse(world: World): void {
  const { store, rng } = world;
  bookAll(store, [opening('opening:processor', PROCESSOR_CLEARING, { currency: 'USD', minor: OPENING_CENTS })]);
  for (let n = 0; n < 1 + rng.below(POOLS); n++) {
    const poolId = nameOf(2, n);
    world.pools.push(newPoolDesk(poolId, world));
    bookAll(store, [stake(poolId)]);
  }
  for (const userId of world.investors) {
    const account = world.books.request({
      method: 'POST',
      path: '/v1/accounts',
      params: { type: 'express', external_account: 'btok_us' },
    }).body['id'];
    bookAll(store, [opening(`opening:${userId}`, walletOf(userId), { currency: 'USDT', minor: -OPENING_MINOR })]);
    world.testimony.openings.set(userId, OPENING_MINOR);
    store.customers.set(userId, {
      userId,
      deposits: [],
      withdrawals: [],
      account: String(account),
      accountChangedAtMs: null,
    });
  }
  world.books.takeEvents();
}

const opening = (key: string, account: string, { currency, minor }: { currency: string; minor: bigint }) =>
  transfer({
    key,
    reason: 'operator-stake',
    memo: '',
    postings: [
      { account, currency, minor: -minor },
      { account: OPERATOR_STAKE, currency, minor },
    ],
  });

const stake = (poolId: string) =>
  opening(`opening:${poolId}`, capitalOf(poolId), { currency: 'USDT', minor: -STAKE_MINOR });

/** Writes down what must never be. */
export function violated(world: World, oracle: string, detail: string): void {
  world.violations.push({ oracle, detail, atStep: world.trace.steps });
}

/** Writes down what does not hold; the words are made only then. */
export function mustHold(world: World, holds: boolean, told: () => readonly [oracle: string, detail: string]): void {
  if (!holds) violated(world, ...told());
}

/** Whether something of a likelihood happens now. */
export const happens = ({ rng }: World, likelihood: number): boolean => likelihood > 0 && rng.next() < likelihood;
