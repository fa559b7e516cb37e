import { monthIndexOf } from '@orbiquant/periods';
import { PRICE_ONE_E12, type Lot, type Pool, type StrikeOrder, type Struck } from '@orbiquant/pamm';
import type { Seams } from '../seams.ts';
import type { Mutant } from './mutant.ts';

type Order = StrikeOrder;

const IST_MS = 5.5 * 3_600_000;
const BIG = 10n ** 15n;

/** Another strike: its order changed before, or what it made changed after. */
const inStrikes =
  ({
    before = (order) => order,
    after = (struck) => struck,
  }: {
    before?: (order: Order, pool: Pool) => Order;
    after?: (struck: Struck, pool: Pool) => Struck;
  }): Mutant['apply'] =>
  (seams) => ({
    ...seams,
    strike: (pool, order) => {
      const struck = seams.strike(pool, before(order, pool));
      return struck.ok ? after(struck, pool) : struck;
    },
  });

const lotsAs = (change: (lot: Lot, before: Lot | undefined) => Lot): Mutant['apply'] =>
  inStrikes({
    after: (struck, { lots }) => {
      const known = new Map(lots.map((lot) => [lot.lotId, lot]));
      return {
        ...struck,
        pool: { ...struck.pool, lots: struck.pool.lots.map((lot) => change(lot, known.get(lot.lotId))) },
      };
    },
  });

/** Redemptions are paid as if the pool had all the cash in the world. */
const noGate: Mutant['apply'] = (seams: Seams) => ({
  ...seams,
  strike: (pool, order) => {
    const rich = { ...pool, cashMinor: pool.cashMinor + BIG, venueMinor: pool.venueMinor - BIG };
    const struck = seams.strike(rich, { ...order, venueEquityMinor: order.venueEquityMinor - BIG });
    if (!struck.ok) return struck;
    const { cashMinor, venueMinor } = struck.pool;
    return { ...struck, pool: { ...struck.pool, cashMinor: cashMinor - BIG, venueMinor: venueMinor + BIG } };
  },
});

const redemptionPlus: Mutant['apply'] = inStrikes({
  after: (struck) => ({
    ...struck,
    movements: struck.movements.map((each) =>
      each.reason === 'redemption' ? { ...each, minor: each.minor + 1n } : each,
    ),
  }),
});

/** Shares of the month rounded to cents, each by itself. */
const roundedShares: Mutant['apply'] = (seams) => ({
  ...seams,
  payOut: (pool, choices) => {
    const made = seams.payOut(pool, choices);
    const cents = (minor: bigint): bigint => BigInt(Math.max(1, Math.round(Number(minor) / 10_000))) * 10_000n;
    return { ...made, movements: made.movements.map((each) => ({ ...each, minor: cents(each.minor) })) };
  },
});

const feeTwice: Mutant['apply'] = inStrikes({
  after: (struck, { feeNumerator }) => {
    const grown = struck.pool.feeNumerator - feeNumerator;
    return { ...struck, pool: { ...struck.pool, feeNumerator: struck.pool.feeNumerator + (grown > 0n ? grown : 0n) } };
  },
});

/** Defects in pools and their jobs. */
export const POOL_MUTANTS: readonly Mutant[] = [
  {
    id: 'known-price',
    row: 'N5',
    breaks: 'what is asked for after the cut-off is dealt at a price that is known',
    apply: inStrikes({ before: (order) => ({ ...order, cutOffMs: order.atMs }) }),
  },
  {
    id: 'stale-equity',
    row: 'N5',
    breaks: 'the strike uses the equity of the last one',
    apply: inStrikes({ before: (order, { venueMinor }) => ({ ...order, venueEquityMinor: venueMinor }) }),
  },
  {
    id: 'strikes-unreconciled',
    row: 'N5',
    breaks: 'a strike is made while orders are unknown',
    apply: (seams) => ({ ...seams, countsDifferences: false }),
  },
  {
    id: 'stale-marks',
    row: 'N6',
    breaks: 'a strike is made at marks that are hours old',
    apply: inStrikes({ before: (order) => ({ ...order, markedAtMs: order.atMs }) }),
  },
  {
    id: 'believes-claim',
    row: 'N9',
    breaks: 'a number from outside is the NAV',
    apply: (seams) => ({ ...seams, believesClaim: true }),
  },
  {
    id: 'no-high-water-mark',
    row: 'N8',
    breaks: 'the mark stays where it was when the fee was taken',
    apply: lotsAs((lot, before) => (before ? { ...lot, markE12: before.markE12 } : lot)),
  },
  {
    id: 'fee-on-old-gains',
    row: 'N8',
    breaks: 'who joins pays for gains made before',
    apply: lotsAs((lot, before) => (before ? lot : { ...lot, markE12: PRICE_ONE_E12 / 2n })),
  },
  { id: 'management-fee-twice', row: 'N8', breaks: 'the management fee is accrued twice', apply: feeTwice },
  { id: 'no-gate', row: 'N18', breaks: 'more is paid out than the pool has in cash', apply: noGate },
  { id: 'rounds-up', row: 'N3', breaks: 'who leaves gets a minor unit too much', apply: redemptionPlus },
  { id: 'rounded-shares', row: 'N1', breaks: 'shares of the month are rounded one by one', apply: roundedShares },
  {
    id: 'queue-kept',
    row: 'N5',
    breaks: 'a request that was dealt is dealt again',
    apply: (seams) => ({ ...seams, clearsQueue: false }),
  },
  {
    id: 'check-then-insert',
    row: 'N10',
    breaks: 'two runs both see that the month is not paid yet',
    apply: (seams) => ({ ...seams, claimsPeriods: false }),
  },
  {
    id: 'local-months',
    row: 'N12',
    breaks: 'months end by a local clock',
    apply: (seams) => ({ ...seams, periodOf: (atMs) => monthIndexOf(atMs + IST_MS) }),
  },
  {
    id: 'queue-says-when',
    row: 'N11',
    breaks: 'a month whose hour was missed is never paid out',
    apply: (seams) => ({ ...seams, dutiesInTable: false }),
  },
];
