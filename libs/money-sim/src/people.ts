import type { Charge, Dispute } from '@orbiquant/stripe-emulator';
import { collectMail } from './mail.ts';
import { customerOf, takeStep } from './steps.ts';
import { nextName, type World } from './world.ts';

const HOUR_MS = 3_600_000;
const CARDS = [
  'pm_card_visa',
  'pm_card_visa',
  'pm_card_visa',
  'pm_card_mastercard',
  'pm_card_bypassPending',
  'pm_card_visa_chargeDeclined',
  'pm_card_refundFail',
  'pm_usBankAccount_success',
  'pm_usBankAccount_insufficientFunds',
] as const;

/** An investor pays in: our row first, then the processor's. What comes of it we learn by asking. */
export function payByCard(world: World, userId: string): void {
  const cents = 10_00 + world.rng.below(600_00);
  const depositId = createDeposit(world, userId, cents);
  const card = CARDS[world.rng.below(CARDS.length)] ?? 'pm_card_visa';
  if (world.rng.below(5) === 0) {
    const id = checkout(world, depositId, cents);
    world.books.payCheckout({ session: id, card });
  } else {
    const params = {
      amount: cents,
      currency: 'usd',
      confirm: 'true',
      payment_method: card,
      metadata: { deposit: depositId },
    };
    world.books.request({ method: 'POST', path: '/v1/payment_intents', params });
  }
  collectMail(world);
}

function createDeposit(world: World, userId: string, cents: number): string {
  const depositId = nextName(world);
  const input = { kind: 'create' as const, depositId, userId, cents: BigInt(cents) };
  takeStep(world, { saga: 'deposit', sagaId: depositId, input });
  return depositId;
}

function checkout(world: World, depositId: string, cents: number): string {
  const { body } = world.books.request({
    method: 'POST',
    path: '/v1/checkout/sessions',
    params: {
      mode: 'payment',
      success_url: 'https://house.example/done',
      metadata: { deposit: depositId },
      payment_intent_data: { metadata: { deposit: depositId } },
      line_items: [
        { quantity: 1, price_data: { currency: 'usd', unit_amount: cents, product_data: { name: 'Deposit' } } },
      ],
    },
  });
  return String(body['id']);
}

/** An investor opens the page to pay on and leaves. */
export function abandonCheckout(world: World, userId: string): void {
  const cents = 10_00 + world.rng.below(100_00);
  checkout(world, createDeposit(world, userId, cents), cents);
}

const charges = ({ books }: World, passes: (charge: Charge) => boolean): Charge[] =>
  books
    .truth()
    .charges.map(({ object }) => object)
    .filter((charge) => charge.source_transfer === null && charge.status === 'succeeded' && passes(charge));

const oneOf = <T>({ rng }: World, items: readonly T[]): T | undefined => items[rng.below(items.length)];

/** Somebody at the dashboard sends money back, whole or in part. */
export function refund(world: World): void {
  const charge = oneOf(
    world,
    charges(world, ({ disputed, refunded }) => !disputed && !refunded),
  );
  if (!charge) return;
  const left = charge.amount - charge.amount_refunded;
  const amount = world.rng.below(2) === 0 ? left : 1 + world.rng.below(left);
  world.books.decide({ kind: 'dashboard-refund', charge: charge.id, amount: BigInt(amount) });
  collectMail(world);
}

/** A payer's bank takes a charge back. */
export function dispute(world: World): void {
  const charge = oneOf(
    world,
    charges(world, ({ disputed, refunded }) => !disputed && !refunded),
  );
  if (!charge) return;
  world.books.decide({ kind: 'dispute', charge: charge.id });
  collectMail(world);
}

/** An open dispute is decided. */
export function settleDispute(world: World): void {
  const open = world.books
    .truth()
    .disputes.map(({ object }) => object)
    .filter(({ status }: Dispute) => status === 'needs_response');
  const found = oneOf(world, open);
  if (!found) return;
  world.books.decide({ kind: 'settle-dispute', dispute: found.id, outcome: world.rng.below(2) === 0 ? 'won' : 'lost' });
  collectMail(world);
}

/** An investor enters another bank; the processor keeps it, we keep when. */
export function changeBank(world: World, userId: string): void {
  const customer = customerOf(world.store, userId);
  customer.accountChangedAtMs = world.nowMs;
  world.testimony.bankChanges.push({ account: customer.account ?? '', atMs: world.nowMs });
  newBank(world, customer.account ?? '');
}

function newBank({ books }: World, account: string): void {
  books.request({
    method: 'POST',
    path: `/v1/accounts/${account}/external_accounts`,
    params: { external_account: 'btok_us' },
  });
}

/** What will become of the next payout. */
export function decideFate(world: World): void {
  const { books, rng } = world;
  const fate = rng.below(3);
  if (fate === 0) books.decide({ kind: 'next-payout', fate: { outcome: 'failed', code: 'account_closed' } });
  else if (fate === 1) {
    const afterMs = (1 + rng.below(40)) * HOUR_MS;
    books.decide({ kind: 'next-payout', fate: { outcome: 'returned', code: 'could_not_process', afterMs } });
  }
}

/** Somebody with access to the processor's dashboard pays out what lies on a connected account, or some of our own. */
export function strangerPays(world: World): void {
  const { books, investors, store, rng } = world;
  const accounts = investors.map((userId) => customerOf(store, userId).account);
  const rich = accounts.find((id) => id !== null && (books.truth().accounts.get(id)?.['usd']?.available ?? 0n) > 0n);
  if (rich) pay(world, rich, books.truth().accounts.get(rich)?.['usd']?.available ?? 0n);
  else if (rng.below(10) === 0) pay(world, null, BigInt(1 + rng.below(50_00)));
}

function pay(world: World, account: string | null, cents: bigint): void {
  const { status, body } = world.books.request({
    method: 'POST',
    path: '/v1/payouts',
    ...(account === null ? {} : { account }),
    params: { amount: String(cents), currency: 'usd' },
  });
  if (status !== 200) return;
  const objectId = String(body['id']);
  world.books.decide({ kind: 'payout-fate', payout: objectId, fate: { outcome: 'paid' } });
  world.testimony.strangers.push({ account, cents, objectId, isMadeGood: account === null });
  collectMail(world);
}

/** What a stranger took from a connected account is put there again by hand, so that who was to have it gets it. */
function isMadeGood(world: World, incidentId: string): boolean {
  const stranger = world.testimony.strangers.find(({ objectId }) => objectId === incidentId);
  if (!stranger || stranger.isMadeGood || stranger.account === null) return true;
  const params = { amount: String(stranger.cents), currency: 'usd', destination: stranger.account };
  stranger.isMadeGood = world.books.request({ method: 'POST', path: '/v1/transfers', params }).status === 200;
  collectMail(world);
  return stranger.isMadeGood;
}

/** Somebody of the house has looked at what could not be explained. */
export function resolveIncidents(world: World): void {
  for (const { incidentId, status } of [...world.store.incidents.values()]) {
    if (status !== 'open' || !isMadeGood(world, incidentId)) continue;
    takeStep(world, { saga: 'incident', sagaId: incidentId, input: { kind: 'resolve', operatorId: 'operator' } });
  }
}

/**
 * What an investor's cards have brought in so lately that it cannot be withdrawn, and that we have credited; less all that
 * was ever sent back of it. Minor units.
 */
export function chargedWithin(world: World, userId: string, withinMs: number): bigint {
  const ids = customerOf(world.store, userId).deposits;
  const credited = new Set(ids.map((id) => world.store.deposits.get(id)?.chargeId ?? ''));
  const fresh = charges(world, ({ id, created, disputed }) => {
    return credited.has(id) && !disputed && created * 1000 > world.nowMs - withinMs;
  });
  const sentBack = new Map<string, bigint>();
  for (const { object, amount } of world.books.truth().refunds) {
    sentBack.set(object.charge, (sentBack.get(object.charge) ?? 0n) + amount);
  }
  const cents = fresh.reduce((sum, { id, amount }) => {
    const left = BigInt(amount) - (sentBack.get(id) ?? 0n);
    return left > 0n ? sum + left : sum;
  }, 0n);
  return cents * 10_000n;
}
