import { invariant } from '@orbiquant/kernel';
import { distribute } from './distribute.ts';
import { creditManager, note, poolOf, startDraft, type Draft } from './draft.ts';
import type { FeeEvent } from './lot.ts';
import type { Pool } from './pool.ts';
import type { Movement, Standing } from './requests.ts';
import { sellLots } from './sell-lots.ts';

/** What an account is to do with its month. */
export type PayOutChoice = {
  holder: string;
  /** Net profit of the month; a loss pays nothing. Minor units. */
  netProfitMinor: bigint;
  choice: 'reinvest' | 'pay-out';
  standing?: Standing;
};

/** What an account got of its month: `gatedMinor` stays invested because the pool's cash was short. */
export type PaidOut = {
  holder: string;
  /** Units burnt for it. Steps of 10^-12. */
  units: bigint;
  paidMinor: bigint;
  gatedMinor: bigint;
  payTo: 'wallet' | 'unclaimed';
};

/** The pool after a distribution, and what to book. */
export type Distribution = {
  pool: Pool;
  paid: readonly PaidOut[];
  feeEvents: readonly FeeEvent[];
  movements: readonly Movement[];
};

/**
 * Pays the month's net profit to those who chose so, by burning units at the price of the last strike; lock-up holds
 * capital, not profit. Who reinvests keeps the units: nothing moves. The share of a frozen or deleted account goes to
 * the unclaimed liability; a deleted account's choice no longer counts. When cash is short all are paid in proportion.
 *
 * @throws Invariant, when the pool has not been struck or is closed, or a holder is named twice.
 */
export function payOutMonth(pool: Pool, choices: readonly PayOutChoice[]): Distribution {
  const { struckAtMs: atMs, venueMinor, priceE12 } = pool;
  invariant(atMs !== null && pool.status === 'open', 'a month is paid out at a strike of an open pool');
  const draft = startDraft(pool, { atMs, venueEquityMinor: venueMinor, markedAtMs: atMs, requests: [] });
  draft.priceE12 = priceE12;
  const paying = choices.filter(isPaid).sort((left, right) => (left.holder < right.holder ? -1 : 1));
  const places = placesOf(draft, paying);
  const asked = paying.map(({ holder, netProfitMinor }) => ({ id: holder, weight: netProfitMinor }));
  const total = asked.reduce((sum, { weight }) => sum + weight, 0n);
  const shares = total <= pool.cashMinor ? asked.map(({ weight }) => weight) : distribute(pool.cashMinor, asked);
  const paid = paying.map((each, index) => pay(draft, each, { minor: shares[index]!, places }));
  draft.lots = draft.lots.filter(({ units }) => units > 0n);
  creditManager(draft);
  return { pool: poolOf(draft, pool.status), paid, feeEvents: draft.feeEvents, movements: draft.movements };
}

const isPaid = ({ netProfitMinor, choice, standing }: PayOutChoice): boolean =>
  netProfitMinor > 0n && (choice === 'pay-out' || standing === 'deleted');

function placesOf(draft: Draft, paying: readonly PayOutChoice[]): Map<string, number[]> {
  const places = new Map<string, number[]>(paying.map(({ holder }) => [holder, []]));
  invariant(places.size === paying.length, 'an account is paid once');
  draft.lots.forEach(({ holder }, index) => places.get(holder)?.push(index));
  return places;
}

function pay(
  draft: Draft,
  { holder, netProfitMinor, standing }: PayOutChoice,
  { minor, places }: { minor: bigint; places: ReadonlyMap<string, number[]> },
): PaidOut {
  const sale = sellLots(draft, places.get(holder)!, { units: null, cashMinor: minor });
  const payTo = standing ? 'unclaimed' : 'wallet';
  const { payoutMinor: paidMinor, units, feeUnits } = sale;
  note(draft, { reason: 'distribution', from: 'capital', to: payTo, minor: paidMinor, holder });
  return { holder, units: units - feeUnits, paidMinor, gatedMinor: netProfitMinor - paidMinor, payTo };
}
