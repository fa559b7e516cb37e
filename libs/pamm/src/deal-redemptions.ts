import { distribute } from './distribute.ts';
import { note, type Draft } from './draft.ts';
import { freedomOf, type Freedom } from './redemption-rules.ts';
import type { RedeemRequest } from './requests.ts';
import { sellLots, type Sale } from './sell-lots.ts';

type Selling = { request: RedeemRequest; sale: Sale; held: Freedom };

/**
 * Redeems in order of `requests`, at one price. When the pool's cash is short, every claim is paid in the same
 * proportion, to the last minor unit there is, and the rest keeps its place in the queue.
 */
export function dealRedemptions(draft: Draft, requests: readonly RedeemRequest[]): void {
  if (requests.length === 0) return;
  const places = placesOf(draft, requests);
  const before = snapshot(draft);
  const cashMinor = draft.cashMinor;
  const quoted = requests.map((request) => sell(draft, request, { places, capMinor: null }));
  const claimed = quoted.reduce((sum, { sale }) => sum + sale.payoutMinor, 0n);
  if (claimed <= cashMinor) return quoted.forEach((selling) => conclude(draft, selling, false));
  restore(draft, before);
  const caps = distribute(
    cashMinor,
    quoted.map(({ request, sale }) => ({ id: request.requestId, weight: sale.payoutMinor })),
  );
  quoted.forEach(({ request, sale }, index) => {
    const capped = sell(draft, request, { places, capMinor: caps[index]! });
    conclude(draft, capped, caps[index]! < sale.payoutMinor);
  });
}

function placesOf(draft: Draft, requests: readonly RedeemRequest[]): Map<string, number[]> {
  const places = new Map<string, number[]>(requests.map(({ holder }) => [holder, []]));
  draft.lots.forEach(({ holder }, index) => places.get(holder)?.push(index));
  return places;
}

type Quote = { places: ReadonlyMap<string, readonly number[]>; capMinor: bigint | null };

/** Sells what is free of the lots that were held when asking. */
function sell(draft: Draft, request: RedeemRequest, { places, capMinor }: Quote): Selling {
  const { free, held } = sortLots(draft, request, places.get(request.holder) ?? []);
  const asked = request.ask === 'cash' ? request.quantity : null;
  const cashMinor = least(asked, capMinor);
  const units = request.ask === 'units' ? request.quantity : null;
  return { request, held, sale: sellLots(draft, free, { units, cashMinor }) };
}

function sortLots(draft: Draft, request: RedeemRequest, places: readonly number[]): { free: number[]; held: Freedom } {
  const free: number[] = [];
  let held: Freedom = 'free';
  for (const place of places) {
    const lot = draft.lots[place]!;
    if (lot.units === 0n || lot.issuedAtMs > request.requestedAtMs) continue;
    const freedom = freedomOf(draft.pool, lot, { request, atMs: draft.atMs });
    if (freedom === 'free') free.push(place);
    else held = freedom;
  }
  return { free, held };
}

const least = (left: bigint | null, right: bigint | null): bigint | null => {
  if (left === null || right === null) return left ?? right;
  return left < right ? left : right;
};

/** Books what was sold, and says what becomes of the rest. */
function conclude(draft: Draft, { request, sale, held }: Selling, isGated: boolean): void {
  if (sale.units > 0n) pay(draft, request, sale);
  const rest = restOf(request, sale);
  if (isGated && rest) draft.gated.push(rest);
  else if (held !== 'free' && rest) draft.waiting.push({ request: rest, why: held });
  else if (sale.units === 0n) draft.refused.push({ request, why: 'nothing-held' });
}

function pay(draft: Draft, request: RedeemRequest, { units, feeUnits, payoutMinor }: Sale): void {
  const { holder, requestId } = request;
  const payTo = draft.order.standings?.has(holder) ? 'unclaimed' : 'wallet';
  draft.dealt.push({
    requestId,
    holder,
    kind: 'redeem',
    units: units - feeUnits,
    feeUnits,
    cashMinor: payoutMinor,
    priceE12: draft.priceE12,
    payTo,
  });
  note(draft, { reason: 'redemption', from: 'capital', to: payTo, minor: payoutMinor, holder, requestId });
}

/** What a request still asks for after a sale; null when it has all it asked for. */
function restOf(request: RedeemRequest, { units, payoutMinor }: Sale): RedeemRequest | null {
  if (request.ask === 'all') return request;
  const quantity = request.quantity - (request.ask === 'units' ? units : payoutMinor);
  return quantity > 0n ? { ...request, quantity } : null;
}

type Snapshot = Pick<Draft, 'lots' | 'units' | 'cashMinor' | 'managerUnits'> & { feeEvents: number };

function snapshot({ lots, units, cashMinor, managerUnits, feeEvents }: Draft): Snapshot {
  return { lots: lots.slice(), units, cashMinor, managerUnits, feeEvents: feeEvents.length };
}

function restore(draft: Draft, { feeEvents, ...before }: Snapshot): void {
  Object.assign(draft, before, { lotsOwned: true });
  draft.feeEvents.length = feeEvents;
}
