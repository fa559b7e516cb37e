import { AppError, seededRng, type Clock } from '@orbiquant/kernel';
import {
  createStripeBooks,
  STRIPE_DEFAULTS,
  StripeFault,
  type BankWish,
  type CheckoutOutcome,
  type CheckoutVisit,
  type StripeBooks,
  type StripeEvent,
  type StripeReply,
  type StripeRequest,
  type StripeSettings,
} from '@orbiquant/stripe-emulator';
import { DecisionOrder } from './decision.ts';
import type { Journal } from './journal.ts';

/** What came in and changed the books. Replayed in order at the same times it gives the same books. */
type Entry =
  | { kind: 'opened'; version: 1; atMs: number; seed: string; settings: PlainSettings }
  | { kind: 'settings'; atMs: number; settings: PlainSettings }
  | { kind: 'clock'; offsetMs: number }
  | { kind: 'request'; atMs: number; request: StripeRequest }
  | { kind: 'decide'; atMs: number; decision: unknown }
  | { kind: 'pay'; atMs: number; visit: CheckoutVisit }
  | { kind: 'bank'; atMs: number; token: string; bank: BankWish }
  | { kind: 'sent'; event: string };

/** Settings that JSON can carry and that decide what becomes of money. */
export type PlainSettings = Partial<
  Pick<
    StripeSettings,
    | 'feeBps'
    | 'feeFixed'
    | 'disputeFee'
    | 'settlementMs'
    | 'payoutInTransitMs'
    | 'payoutPaidMs'
    | 'failedPayoutStopsBank'
  >
> & { openingBalances?: Readonly<Record<string, string>> };

/** The books with a memory and a clock of their own. */
export type RecordedStripe = {
  readonly books: Pick<StripeBooks, 'truth' | 'sessionOf' | 'eventOf' | 'visitOf'>;
  /** Epoch milliseconds of the emulation: the wall's and what tests jumped ahead. */
  nowMs(): number;
  jump(ms: number): void;
  request(request: StripeRequest): StripeReply;
  /** @throws ZodError for a decision that does not exist, StripeFault for one that cannot be carried out. */
  decide(order: unknown): object | undefined;
  payCheckout(visit: CheckoutVisit): CheckoutOutcome;
  enterBank(token: string, bank: BankWish): string | undefined;
  /** Events that happened since the last call and were not sent before. */
  takeEvents(): StripeEvent[];
  /** Remembers that an event needs no more sending. */
  markSent(event: string): void;
};

export type RecordedStripeParts = {
  readonly journal: Journal;
  readonly clock: Clock;
  readonly seed: string;
  readonly settings: PlainSettings;
  /** Settings that are of this process and not of the books. */
  readonly local: Pick<StripeSettings, 'hostedUrl' | 'apiKeys'>;
};

/** Opens the books: empty ones, or those that the journal tells of. */
export function recordedStripe(parts: RecordedStripeParts): RecordedStripe {
  const { journal, clock, local } = parts;
  const { books, time, sent } = restored(parts);

  const look = <T>(act: () => T): T => {
    time.atMs = clock.nowMs() + time.offsetMs;
    return act();
  };
  /** What comes in is written down first: a crash in between loses the answer and not the fact. */
  function take<T>(entry: (atMs: number) => Entry, act: () => T): T {
    time.atMs = clock.nowMs() + time.offsetMs;
    journal.append(entry(time.atMs));
    return act();
  }
  const isLetIn = ({ apiKey }: StripeRequest): boolean =>
    local.apiKeys === null || local.apiKeys.includes(apiKey ?? '');

  return {
    books: views(books, look),
    nowMs: () => clock.nowMs() + time.offsetMs,
    jump(ms) {
      time.offsetMs += ms;
      journal.append({ kind: 'clock', offsetMs: time.offsetMs } satisfies Entry);
      look(() => books.advance());
    },
    request(request) {
      const act = (): StripeReply => books.request(request);
      if (request.method === 'GET' || !isLetIn(request)) return look(act);
      // keys of the API are secret, and may be others tomorrow: they are not written down
      return take((atMs) => ({ kind: 'request', atMs, request: { ...request, apiKey: undefined } }), act);
    },
    decide(order) {
      const decision = DecisionOrder.parse(order);
      return take(
        (atMs) => ({ kind: 'decide', atMs, decision: order }),
        () => books.decide(decision),
      );
    },
    payCheckout: (visit) =>
      take(
        (atMs) => ({ kind: 'pay', atMs, visit }),
        () => books.payCheckout(visit),
      ),
    enterBank: (token, bank) =>
      take(
        (atMs) => ({ kind: 'bank', atMs, token, bank }),
        () => books.enterBank(token, bank),
      ),
    takeEvents: () => look(() => (books.advance(), books.takeEvents().filter(({ id }) => !sent.delete(id)))),
    markSent: (event) => journal.append({ kind: 'sent', event } satisfies Entry),
  };
}

type Look = <T>(act: () => T) => T;

const views = (books: StripeBooks, look: Look): RecordedStripe['books'] => ({
  truth: () => look(() => books.truth()),
  sessionOf: (id) => look(() => books.sessionOf(id)),
  eventOf: (id) => look(() => books.eventOf(id)),
  visitOf: (token) => look(() => books.visitOf(token)),
});

/** The emulation's time: the moment being worked at, and how far it is ahead of the wall. */
type Time = { atMs: number; offsetMs: number };

type Restored = { readonly books: StripeBooks; readonly time: Time; readonly sent: Set<string> };

/** The books as the journal left them, with the settings of today from today on. */
function restored({ journal, clock, seed, settings, local }: RecordedStripeParts): Restored {
  const [first, ...told] = journal.entries as readonly Entry[];
  const opened: Entry = first ?? { kind: 'opened', version: 1, atMs: clock.nowMs(), seed, settings };
  if (opened.kind !== 'opened' || opened.version !== 1)
    throw new AppError('internal', 'This journal is not of this emulator');
  const time: Time = { atMs: opened.atMs, offsetMs: 0 };
  const books = createStripeBooks({
    nowMs: () => time.atMs,
    rng: seededRng(opened.seed),
    settings: { ...settingsOf(opened.settings), hostedUrl: local.hostedUrl },
  });
  const sent = new Set<string>();
  for (const entry of told) replay(entry, { books, time, sent });
  if (first === undefined) journal.append(opened);
  else configureAnew(journal, { books, settings, atMs: Math.max(time.atMs, clock.nowMs() + time.offsetMs) });
  books.configure({ apiKeys: local.apiKeys });
  return { books, time, sent };
}

function replay(entry: Entry, { books, time, sent }: Restored): void {
  if ('atMs' in entry) time.atMs = entry.atMs;
  if (entry.kind === 'clock') time.offsetMs = entry.offsetMs;
  else if (entry.kind === 'sent') sent.add(entry.event);
  else carryOut(books, entry);
}

const { feeBps, feeFixed, disputeFee, settlementMs, payoutInTransitMs, payoutPaidMs, failedPayoutStopsBank } =
  STRIPE_DEFAULTS;
const HABITS: PlainSettings = {
  ...{ feeBps, feeFixed, disputeFee, settlementMs, payoutInTransitMs, payoutPaidMs, failedPayoutStopsBank },
};

type Anew = { readonly books: StripeBooks; readonly settings: PlainSettings; readonly atMs: number };

function configureAnew(journal: Journal, { books, settings, atMs }: Anew): void {
  // a setting that is left out today is Stripe's habit again, whatever it was yesterday
  const entry = { kind: 'settings', atMs, settings: { ...HABITS, ...settings, openingBalances: undefined } } as const;
  journal.append(entry satisfies Entry);
  carryOut(books, entry);
}

/** Does again what was done; a refusal then is a refusal now. */
function carryOut(books: StripeBooks, entry: Exclude<Entry, { kind: 'clock' | 'sent' }>): void {
  try {
    if (entry.kind === 'request') books.request(entry.request);
    if (entry.kind === 'decide') books.decide(DecisionOrder.parse(entry.decision));
    if (entry.kind === 'pay') books.payCheckout(entry.visit);
    if (entry.kind === 'bank') books.enterBank(entry.token, entry.bank);
    if (entry.kind === 'settings') books.configure(settingsOf(entry.settings));
  } catch (error) {
    if (!(error instanceof StripeFault)) throw error;
  }
}

function settingsOf({ openingBalances, ...rest }: PlainSettings): Partial<StripeSettings> {
  if (!openingBalances) return rest;
  const exact = Object.entries(openingBalances).map(([currency, units]) => [currency, BigInt(units)] as const);
  return { ...rest, openingBalances: Object.fromEntries(exact) };
}
