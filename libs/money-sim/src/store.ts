import { kindOf, mayBeNegative, type Transfer } from '@orbiquant/ledger';
import type {
  Deposit,
  Effect,
  Incident,
  Invoice,
  PlanSubscription,
  SagaStep,
  WebhookEvent,
  Withdrawal,
} from '@orbiquant/payments';
import { newTrace, traceBigint, traceText, type Trace } from './trace.ts';

/** What the database of the simulation promises; a defect takes one of these away. */
export type StorePromises = {
  /** The same key is booked once. */
  dedupesTransfers: boolean;
  /** What a customer owns never goes below zero. */
  hasFloors: boolean;
  /** A worker whose lease was taken over writes nothing. */
  fences: boolean;
  /** The same event is kept once. */
  dedupesEvents: boolean;
  /** The outbox is written in the transaction of the step. */
  keepsOutbox: boolean;
  /** A step's rows and bookings are written together. */
  isAtomic: boolean;
};

export const ALL_PROMISES: StorePromises = {
  dedupesTransfers: true,
  hasFloors: true,
  fences: true,
  dedupesEvents: true,
  keepsOutbox: true,
  isAtomic: true,
};

/** Work that waits, as the database keeps it. */
export type OutboxRow = {
  effectId: string;
  kind: Effect['kind'] | 'reconcile';
  sagaId: string;
  notBeforeMs: number;
  /** Counts the workers that have taken it; only the last one's steps are written. */
  epoch: number;
  leaseUntilMs: number;
};

/** A booked transfer with the chain's value after it. */
export type Booked = { transfer: Transfer; high: number; low: number };

/** What one person's rows are, for reading a standing without a search. */
export type Customer = {
  userId: string;
  deposits: string[];
  withdrawals: string[];
  account: string | null;
  accountChangedAtMs: number | null;
};

/** Tables of the simulated database. Changed only by transactions that are applied whole. */
export type Store = {
  promises: StorePromises;
  balances: Map<string, bigint>;
  booked: Booked[];
  keys: Set<string>;
  chain: Trace;
  withdrawals: Map<string, Withdrawal>;
  deposits: Map<string, Deposit>;
  invoices: Map<string, Invoice>;
  plans: Map<string, PlanSubscription>;
  incidents: Map<string, Incident>;
  events: Map<string, WebhookEvent>;
  /** Rows that are not done with. */
  outbox: Map<string, OutboxRow>;
  /** Ids of all rows that ever were. */
  effects: Set<string>;
  customers: Map<string, Customer>;
  /** Every step that was written, with what it knew: enough to build the rows again. */
  log: { step: SagaStep; context: unknown }[];
};

export const newStore = (promises: StorePromises): Store => ({
  promises,
  balances: new Map(),
  booked: [],
  keys: new Set(),
  chain: newTrace(),
  withdrawals: new Map(),
  deposits: new Map(),
  invoices: new Map(),
  plans: new Map(),
  incidents: new Map(),
  events: new Map(),
  outbox: new Map(),
  effects: new Set(),
  customers: new Map(),
  log: [],
});

const FLOORED = new Map<string, boolean>();

/** Whether an account has a floor at zero; remembered, because every posting asks. */
export function hasFloor(account: string): boolean {
  const known = FLOORED.get(account);
  if (known !== undefined) return known;
  const floored = !mayBeNegative(kindOf(account));
  FLOORED.set(account, floored);
  return floored;
}

/** An account's balance in a currency. */
export const balanceIn = (store: Store, account: string, currency: string): bigint =>
  store.balances.get(`${account}/${currency}`) ?? 0n;

/** Which of some transfers would still be booked: those whose key is new. */
const fresh = ({ keys, promises }: Store, transfers: readonly Transfer[]): readonly Transfer[] =>
  promises.dedupesTransfers ? transfers.filter(({ key }) => !keys.has(key)) : transfers;

/** The first account that a set of transfers would leave below its floor, or null. */
export function floorBroken(store: Store, transfers: readonly Transfer[]): string | null {
  const next = new Map<string, bigint>();
  for (const { postings } of fresh(store, transfers)) {
    for (const { account, currency, minor } of postings) {
      const place = `${account}/${currency}`;
      next.set(place, (next.get(place) ?? store.balances.get(place) ?? 0n) + minor);
    }
  }
  for (const [place, minor] of next) {
    if (minor < 0n && hasFloor(place.slice(0, place.lastIndexOf('/')))) return place;
  }
  return null;
}

/** Books transfers: appended, chained, and added to the balances. */
export function bookAll(store: Store, transfers: readonly Transfer[]): void {
  for (const transfer of fresh(store, transfers)) {
    store.keys.add(transfer.key);
    chain(store.chain, transfer);
    store.booked.push({ transfer, high: store.chain.high, low: store.chain.low });
    for (const { account, currency, minor } of transfer.postings) {
      const place = `${account}/${currency}`;
      store.balances.set(place, (store.balances.get(place) ?? 0n) + minor);
    }
  }
}

/** Adds a transfer to a chain: whoever changes one changes every later value. */
export function chain(trace: Trace, { key, postings }: Transfer): void {
  traceText(trace, key);
  for (const { account, currency, minor } of postings) {
    traceText(trace, account);
    traceText(trace, currency);
    traceBigint(trace, minor);
  }
}
