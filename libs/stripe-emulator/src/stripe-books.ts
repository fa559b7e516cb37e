import type { Rng } from '@orbiquant/kernel';
import { openVisit, useAccountLink, type AccountVisit } from './account-links.ts';
import type { BankWish } from './bank-accounts.ts';
import { answer, type StripeRequest } from './answer.ts';
import { decide, type Decision } from './decide.ts';
import { moveMoney } from './move-money.ts';
import { payCheckout, type CheckoutOutcome, type CheckoutVisit } from './pay-checkout.ts';
import { tableOf } from './scope.ts';
import type { CheckoutSession } from './payment-objects.ts';
import type { StripeEvent } from './stripe-event.ts';
import type { StripeReply } from './stripe-reply.ts';
import { STRIPE_DEFAULTS, type StripeSettings } from './stripe-settings.ts';
import { rowOf } from './table.ts';
import { truthOf, type StripeTruth } from './truth.ts';
import { createWorld, NO_REQUEST, runUntil, type World } from './world.ts';

/** A Stripe of one's own: same inputs at the same times, same books to the last id. */
export type StripeBooks = {
  /** One request of the API. Bodies are shared with the books and must not be changed. */
  request(request: StripeRequest): StripeReply;
  /** Lets everything happen that is due by now; `request` and `decide` do so as well. */
  advance(): void;
  /** Events since the last call, in order of creation. */
  takeEvents(): StripeEvent[];
  truth(): StripeTruth;
  /** Carries out what a test, or somebody at the dashboard, decides. @throws StripeFault when it cannot be. */
  decide(decision: Decision): object | undefined;
  /** A payer at the hosted page. @throws StripeFault for an unknown session. */
  payCheckout(visit: CheckoutVisit): CheckoutOutcome;
  /** The session that a hosted page shows. */
  sessionOf(id: string): CheckoutSession | undefined;
  /** An event of any account. */
  eventOf(id: string): StripeEvent | undefined;
  /** Behaves otherwise from now on. */
  configure(changes: Partial<StripeSettings>): void;
  /** The visit that a link to the page for bank details stands for, while it may be used. */
  visitOf(token: string): AccountVisit | undefined;
  /** Somebody enters bank details at the hosted page; where to go then, or nothing when the link is of no use. */
  enterBank(token: string, bank: BankWish): string | undefined;
};

/** Where time and chance come from, and how this Stripe behaves. */
export type StripeBooksOptions = {
  /** Epoch milliseconds; may jump ahead, and is never let back. */
  readonly nowMs: () => number;
  readonly rng: Rng;
  readonly settings?: Partial<StripeSettings>;
};

/** Opens an emulation of Stripe with nothing in it but its opening balances. */
export function createStripeBooks({ nowMs, rng, settings: given = {} }: StripeBooksOptions): StripeBooks {
  const settings = { ...STRIPE_DEFAULTS, ...given };
  const world = createWorld(settings, rng, nowMs());
  const place = { world, scope: world.platform };
  for (const [currency, amount] of Object.entries(settings.openingBalances))
    moveMoney(place, { type: 'topup', amount: Number(amount), currency, source: null });

  const advance = (): void => {
    world.request = NO_REQUEST;
    runUntil(world, nowMs());
  };
  const now = <T>(act: () => T): T => {
    advance();
    return act();
  };
  return {
    request: (request) => now(() => answer(world, request)),
    advance,
    takeEvents() {
      const events = world.outbox;
      world.outbox = [];
      return events;
    },
    truth: () => now(() => truthOf(world)),
    decide: (decision) => now(() => decide(world, decision)),
    payCheckout: (visit) => now(() => payCheckout(place, visit)),
    sessionOf: (id) => now(() => rowOf(tableOf(world.platform, 'sessions'), id)),
    eventOf: (id) => now(() => findEvent(world, id)),
    configure: (changes) => now(() => void Object.assign(settings, changes)),
    visitOf: (token) => now(() => openVisit(world, token)),
    enterBank: (token, bank) => now(() => useAccountLink(place, token, bank)?.returnUrl),
  };
}

function findEvent({ platform, connected }: World, id: string): StripeEvent | undefined {
  for (const scope of [platform, ...connected.values()]) {
    const event = rowOf(tableOf(scope, 'events'), id);
    if (event) return event;
  }
  return undefined;
}
