import { closeAccount } from './accounts.ts';
import { openDispute, settleDispute } from './disputes.ts';
import type { Place } from './emit.ts';
import type { PayoutFate, RequestFault } from './fates.ts';
import { moveMoney } from './move-money.ts';
import { bankFor } from './accounts.ts';
import { failPayout, sendPayout } from './payouts.ts';
import { failRefund, refundCharge } from './refunds.ts';
import { objectOf, tableOf, type Scope } from './scope.ts';
import { missing } from './stripe-fault.ts';
import { testCard } from './test-cards.ts';
import type { World } from './world.ts';

/** What tests, or people at Stripe's dashboard, decide. */
export type Decision =
  /** Fate of the next payout (of an account, or of any). */
  | { readonly kind: 'next-payout'; readonly account?: string; readonly fate: PayoutFate }
  /** Fate of a payout that has not arrived. */
  | { readonly kind: 'payout-fate'; readonly payout: string; readonly fate: PayoutFate }
  /** A payout comes back now, even one that was paid. */
  | { readonly kind: 'return-payout'; readonly payout: string; readonly code: string }
  /** The next payment goes as with this test card, whatever card is used. */
  | { readonly kind: 'next-card'; readonly card: string }
  | { readonly kind: 'dispute'; readonly charge: string; readonly reason?: string }
  | { readonly kind: 'settle-dispute'; readonly dispute: string; readonly outcome: 'won' | 'lost' }
  | { readonly kind: 'dashboard-refund'; readonly charge: string; readonly amount?: bigint }
  | { readonly kind: 'fail-refund'; readonly refund: string }
  /** A payout that nobody ordered by the API; without an account, of the platform to its own bank. */
  | { readonly kind: 'dashboard-payout'; readonly account?: string; readonly amount: bigint; readonly currency: string }
  | { readonly kind: 'top-up'; readonly amount: bigint; readonly currency: string }
  | { readonly kind: 'close-account'; readonly account: string }
  /** Something goes wrong with the next `count` requests whose path starts with `path`. */
  | { readonly kind: 'fault'; readonly fault: RequestFault['kind']; readonly path?: string; readonly count?: number };

type Kind = Decision['kind'];
type Of<K extends Kind> = Extract<Decision, { kind: K }>;
type Deciders = { readonly [K in Kind]: (world: World, decision: Of<K>) => object | undefined };

const DECIDERS: Deciders = {
  'next-payout': ({ fates }, { account = null, fate }) => void fates.nextPayouts.push({ account, fate }),
  'payout-fate': (world, { payout, fate }) => {
    placeOf(world, 'payouts', payout);
    world.fates.payouts.set(payout, fate);
    return undefined;
  },
  'return-payout': (world, { payout, code }) => failPayout(placeOf(world, 'payouts', payout), payout, code),
  'next-card': ({ fates }, { card }) => void fates.nextCards.push(testCard(card) ?? raise('card', card)),
  dispute: (world, { charge, reason = 'fraudulent' }) => {
    const place = placeOf(world, 'charges', charge);
    return openDispute(place, objectOf(place.scope, 'charges', { id: charge }), reason);
  },
  'settle-dispute': (world, { dispute, outcome }) => {
    const place = placeOf(world, 'disputes', dispute);
    return settleDispute(place, objectOf(place.scope, 'disputes', { id: dispute }), outcome);
  },
  'dashboard-refund': (world, decision) => {
    const place = placeOf(world, 'charges', decision.charge);
    const charge = objectOf(place.scope, 'charges', { id: decision.charge });
    const amount = Number(decision.amount ?? BigInt(charge.amount - charge.amount_refunded));
    return refundCharge(place, charge, { amount, reason: 'requested_by_customer', metadata: {} });
  },
  'fail-refund': (world, { refund }) => failRefund(placeOf(world, 'refunds', refund), refund) ?? undefined,
  'dashboard-payout': (world, { account, amount, currency }) => {
    const place = { world, scope: account === undefined ? world.platform : scopeNamed(world, account) };
    const wish = { amount: Number(amount), currency, description: null, metadata: {}, statementDescriptor: null };
    return sendPayout(place, bankFor(place, currency, undefined), wish);
  },
  'top-up': (world, { amount, currency }) =>
    moveMoney(
      { world, scope: world.platform },
      { type: 'topup', amount: Number(amount), currency, source: world.newId('tu') },
    ),
  'close-account': (world, { account }) => closeAccount({ world, scope: scopeNamed(world, account) }, account),
  fault: ({ fates }, { fault, path = '', count = 1 }) => void fates.faults.push({ kind: fault, path, left: count }),
};

/** Carries a decision out; what it made or changed comes back. */
export const decide = <K extends Kind>(world: World, decision: Of<K>): object | undefined => {
  const decider: (world: World, decision: Of<K>) => object | undefined = DECIDERS[decision.kind as K];
  return decider(world, decision);
};

/** The account, the platform's first, that has an object. */
function placeOf(world: World, kind: 'payouts' | 'charges' | 'disputes' | 'refunds', id: string): Place {
  if (tableOf(world.platform, kind).places.has(id)) return { world, scope: world.platform };
  for (const scope of world.connected.values()) if (scope.tables[kind]?.places.has(id)) return { world, scope };
  return raise(kind.slice(0, -1), id);
}

const scopeNamed = (world: World, id: string): Scope => world.connected.get(id) ?? raise('account', id);

function raise(what: string, id: string): never {
  throw missing(what, id);
}
