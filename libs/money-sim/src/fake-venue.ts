import { Decimal } from '@orbiquant/kernel';
import type { Order } from '@orbiquant/contracts';
import type { LookUp, SendOutcome, VenueOrder, VenueTrade } from '@orbiquant/trading';
import { happens, type World } from './world.ts';

/** Quantities at the venue are whole lots of 0.0001 units; a lot at a price in hundredths costs that many minor units of USDT. */
const LOT = new Decimal('0.0001');
const HUNDREDTH = new Decimal('0.01');
const FEE_PER_MILLE = 1n;
const LAG_MS_MAX = 55 * 60_000;

/** An order as the venue has it. */
export type VenueRow = {
  venueOrderId: string;
  clientOrderId: string;
  side: 'buy' | 'sell';
  lots: bigint;
  filledLots: bigint;
  status: 'open' | 'filled' | 'canceled';
  /** From when on its queries show it. */
  shownFromMs: number;
};
/** A trade as the venue has it. `feeMinor` in quote. */
export type VenueTradeRow = {
  tradeId: string;
  order: VenueRow;
  lots: bigint;
  price: number;
  feeMinor: bigint;
  atMs: number;
};

/** The account of one pool at a venue that is slow, forgetful and talks too much. Its rows are the truth. */
export type FakeVenue = {
  cashMinor: bigint;
  lots: bigint;
  orders: VenueRow[];
  trades: VenueTradeRow[];
  serial: number;
};

export const newVenue = (cashMinor: bigint): FakeVenue => ({ cashMinor, lots: 0n, orders: [], trades: [], serial: 0 });

/** Cash and position at a price; minor units. */
export const venueEquity = ({ cashMinor, lots }: FakeVenue, price: number): bigint => cashMinor + lots * BigInt(price);

/** Sends an order: taken, refused, or nobody knows. A second order with the same id is not made. */
export function submit(world: World, venue: FakeVenue, order: Order): SendOutcome {
  const silent = world.isStormy && happens(world, world.faults.venueSilence);
  if (silent && world.rng.below(2) === 0) return { kind: 'unknown', reason: 'timeout' };
  const known = venue.orders.find(({ clientOrderId }) => clientOrderId === order.clientOrderId);
  if (!known && world.rng.below(12) === 0) return { kind: 'refused', reason: 'filter' };
  const row = known ?? accept(world, venue, order);
  return silent ? { kind: 'unknown', reason: 'status-unknown' } : { kind: 'accepted', order: shown(row) };
}

function accept(world: World, venue: FakeVenue, order: Order): VenueRow {
  const isSlow = world.isStormy && happens(world, world.faults.venueSilence);
  const row: VenueRow = {
    venueOrderId: `v${(venue.serial += 1)}`,
    clientOrderId: order.clientOrderId,
    side: order.side,
    lots: BigInt(order.quantity.div(LOT).toFixed(0)),
    filledLots: 0n,
    status: 'open',
    shownFromMs: world.nowMs + (isSlow ? world.rng.below(LAG_MS_MAX) : 0),
  };
  venue.orders.push(row);
  if (world.rng.below(3) > 0)
    fill(world, venue, { row, lots: world.rng.below(2) === 0 ? row.lots : partOf(world, row.lots) });
  return row;
}

const partOf = ({ rng }: World, lots: bigint): bigint => 1n + (lots * BigInt(rng.below(100))) / 101n;

/** A trade happens. */
function fill(world: World, venue: FakeVenue, { row, lots }: { row: VenueRow; lots: bigint }): void {
  const { price } = world.market;
  const notional = lots * BigInt(price);
  const feeMinor = (notional * FEE_PER_MILLE) / 1000n;
  const sign = row.side === 'buy' ? 1n : -1n;
  venue.cashMinor -= sign * notional + feeMinor;
  venue.lots += sign * lots;
  row.filledLots += lots;
  if (row.filledLots === row.lots) row.status = 'filled';
  venue.trades.push({ tradeId: `t${(venue.serial += 1)}`, order: row, lots, price, feeMinor, atMs: world.nowMs });
}

/** Time passes at the venue: an open order is filled further, or canceled. */
export function stir(world: World, venue: FakeVenue): void {
  for (const row of venue.orders) {
    if (row.status !== 'open') continue;
    const fate = world.rng.below(4);
    if (fate < 2) fill(world, venue, { row, lots: fate === 0 ? row.lots - row.filledLots : 1n });
    else if (fate === 2) row.status = 'canceled';
  }
}

/** What is left of an order is filled. */
export const fillRest = (world: World, venue: FakeVenue, row: VenueRow): void =>
  fill(world, venue, { row, lots: row.lots - row.filledLots });

/** What the venue's queries show of an order. */
export function lookUp(venue: FakeVenue, clientOrderId: string, nowMs: number): LookUp & { order: VenueOrder | null } {
  const row = venue.orders.find((one) => one.clientOrderId === clientOrderId && one.shownFromMs <= nowMs);
  if (!row) return { inOpen: false, inClosed: false, inTrades: false, order: null };
  return {
    inOpen: row.status === 'open',
    inClosed: row.status !== 'open',
    inTrades: row.filledLots > 0n,
    order: shown(row),
  };
}

/** Trades that the venue's queries show, oldest first. */
export const tradesShown = ({ trades }: FakeVenue, nowMs: number): VenueTradeRow[] =>
  trades.filter(({ order }) => order.shownFromMs <= nowMs);

const shown = ({ venueOrderId, clientOrderId, status, filledLots }: VenueRow): VenueOrder => ({
  venueOrderId,
  clientOrderId,
  status,
  filledQuantity: LOT.times(filledLots.toString()),
});

/** A trade in the words of our books. */
export const tradeOf = (
  { tradeId, order, lots, price, feeMinor, atMs }: VenueTradeRow,
  symbol: string,
): VenueTrade => ({
  venueTradeId: tradeId,
  venueOrderId: order.venueOrderId,
  symbol,
  side: order.side,
  price: HUNDREDTH.times(price),
  quantity: LOT.times(lots.toString()),
  fee: new Decimal(feeMinor.toString()).div(1_000_000),
  feeAsset: 'USDT',
  filledAtMs: atMs,
});

/** Lots as a quantity. */
export const quantityOf = (lots: number): Decimal => LOT.times(lots);
