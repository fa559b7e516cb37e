import { Decimal, ZERO } from '@orbiquant/kernel';
import type { Fill, Order, Position } from '@orbiquant/contracts';
import { baseChange, flatPosition, quoteChange } from '@orbiquant/portfolio';
import { advance, clientOrderIdOf, isLive } from '@orbiquant/trading';
import { lookUp, quantityOf, submit, tradeOf, tradesShown, type FakeVenue, type VenueTradeRow } from './fake-venue.ts';
import { traceText } from './trace.ts';
import { happens, type World } from './world.ts';

/** One order of ours with what belongs to it. */
export type OrderRow = { order: Order; fills: Fill[]; sentAtMs: number; candle: number; attempt: number };

/** Our books of one pool's trading. */
export type OrderDesk = {
  agentId: string;
  symbol: string;
  venue: FakeVenue;
  rows: Map<string, OrderRow>;
  /** Trades that have been applied, by the venue's id. */
  fillIds: Set<string>;
  position: Position;
  /** Base and quote, as our fills say. */
  base: Decimal;
  cash: Decimal;
  candle: number;
};

const SYMBOL = 'XYZ/USDT';
const CANDLE_MS = 60_000;
const TTL_MS = 5 * 60_000;
const MINOR = new Decimal(1_000_000);

export const newOrderDesk = (agentId: string, venue: FakeVenue): OrderDesk => ({
  agentId,
  symbol: SYMBOL,
  venue,
  rows: new Map(),
  fillIds: new Set(),
  position: flatPosition(agentId, SYMBOL),
  base: ZERO,
  cash: minorAsCash(venue.cashMinor),
  candle: 0,
});

/** Minor units as an amount of the quote currency. */
export const minorAsCash = (minor: bigint): Decimal => new Decimal(minor.toString()).div(MINOR);

/** What our books say the account is worth at a price in hundredths; minor units, rounded down. */
export const bookEquity = ({ cash, position }: OrderDesk, price: number): bigint =>
  BigInt(cash.plus(position.quantity.times(price).div(100)).times(MINOR).floor().toFixed());

/** A decision to trade: stored as an intent, then sent. The process may die after either, and the job may run twice. */
export function decideOrder(world: World, desk: OrderDesk, wish?: Wish): void {
  const isRetry = world.isStormy && !wish && world.rng.below(6) === 0;
  if (!isRetry) desk.candle += 1;
  const clientOrderId = newIntent(world, desk, { candle: desk.candle, attempt: 1, wish });
  if (clientOrderId && !dies(world)) send(world, desk, clientOrderId);
}

const dies = (world: World): boolean => world.isStormy && happens(world, world.faults.crash);

/** What is to be traded; drawn where nobody says. */
type Wish = { side: 'buy' | 'sell'; lots: number };
type Intent = { candle: number; attempt: number; wish?: Wish | undefined };

/** Stores an intent; the same decision taken twice is the same intent. Null when it exists already. */
function newIntent(
  world: World,
  desk: OrderDesk,
  { candle, attempt, wish = drawWish(world, desk) }: Intent,
): string | null {
  const key = {
    agentId: desk.agentId,
    symbol: desk.symbol,
    interval: '1m',
    candleOpenTimeMs: candle * CANDLE_MS,
    purpose: 'entry' as const,
    attempt,
  };
  const intentId = world.seams.orders.intentId(key);
  const clientOrderId = clientOrderIdOf(intentId);
  if (desk.rows.has(clientOrderId)) return null;
  const order: Order = {
    orderId: intentId,
    agentId: desk.agentId,
    decisionId: `d${candle}`,
    intentId,
    clientOrderId,
    venueOrderId: null,
    symbol: desk.symbol,
    side: wish.side,
    type: 'market',
    purpose: 'entry',
    quantity: quantityOf(wish.lots),
    limitPrice: null,
    stopPrice: null,
    filledQuantity: ZERO,
    filledNotional: ZERO,
    state: 'pending',
    reason: null,
    createdAtMs: world.nowMs,
    updatedAtMs: world.nowMs,
  };
  desk.rows.set(clientOrderId, { order, fills: [], sentAtMs: 0, candle, attempt });
  return clientOrderId;
}

const drawWish = ({ rng }: World, { position }: OrderDesk): Wish => ({
  side: position.quantity.gt(4) && rng.below(2) === 0 ? 'sell' : 'buy',
  lots: 1_000 + rng.below(19_000),
});

/** Sends an intent: `sending` is committed before the call, so that a death in between is known for what it is. */
function send(world: World, desk: OrderDesk, clientOrderId: string): void {
  const row = rowOf(desk, clientOrderId);
  row.order = { ...row.order, state: advance(row.order.state, 'sending') };
  row.sentAtMs = world.nowMs;
  if (dies(world)) return;
  const outcome = submit(world, desk.venue, row.order);
  if (dies(world)) return;
  traceText(world.trace, outcome.kind);
  if (outcome.kind === 'accepted') settle(world, row, outcome.order);
  else if (outcome.kind === 'refused') row.order = { ...row.order, state: advance(row.order.state, 'rejected') };
  else silence(world, desk, row);
}

/** No answer: unknown, whatever a careless house would make of it. */
function silence(world: World, desk: OrderDesk, row: OrderRow): void {
  const { silenceMeans } = world.seams.orders;
  if (silenceMeans === 'rejected') row.order = { ...row.order, state: 'rejected' };
  else row.order = { ...row.order, state: advance(row.order.state, 'unknown') };
  if (silenceMeans === 'again') retry(world, desk, row);
}

/** The same decision once more, as a new intent. */
function retry(world: World, desk: OrderDesk, { candle, attempt }: OrderRow): void {
  const again = newIntent(world, desk, { candle, attempt: attempt + 1 });
  if (again) send(world, desk, again);
}

function settle(world: World, row: OrderRow, venueOrder: Parameters<World['seams']['orders']['progress']>[2]): void {
  row.order = world.seams.orders.progress(row.order, row.fills, venueOrder);
}

const rowOf = (desk: OrderDesk, clientOrderId: string): OrderRow => {
  const row = desk.rows.get(clientOrderId);
  if (!row) throw new Error(`no such order: ${clientOrderId}`);
  return row;
};

/** Looks after every order that may still live, and sweeps the venue's trades. The same after a crash as on any day. */
export function tendOrders(world: World, desk: OrderDesk): void {
  if (world.seams.orders.sweeps)
    for (const trade of tradesShown(desk.venue, world.nowMs)) applyTrade(world, desk, trade);
  for (const row of [...desk.rows.values()]) {
    if (row.order.state === 'pending') tendPending(world, desk, row);
    else if (isLive(row.order.state)) tendSent(world, desk, row);
  }
}

function tendPending(world: World, desk: OrderDesk, row: OrderRow): void {
  const fate = world.seams.orders.pending(row.order.createdAtMs, world.nowMs, TTL_MS);
  if (fate === 'send') send(world, desk, row.order.clientOrderId);
  else row.order = { ...row.order, state: advance(row.order.state, 'expired') };
}

/** An order whose fate is open is asked for by our own id; absence counts only behind the fence. */
function tendSent(world: World, desk: OrderDesk, row: OrderRow): void {
  const found = lookUp(desk.venue, row.order.clientOrderId, world.nowMs);
  if (found.order) return settle(world, row, found.order);
  const { fence, limits } = world.seams.orders;
  if (row.order.state === 'sending') row.order = { ...row.order, state: advance(row.order.state, 'unknown') };
  if (row.order.state !== 'unknown') return;
  const verdict = fence({ sentAtMs: row.sentAtMs, nowMs: world.nowMs }, limits, found);
  if (verdict !== 'not-placed') return;
  row.order = { ...row.order, state: advance(row.order.state, 'not-placed') };
  if (world.isStormy && world.rng.below(2) === 0) retry(world, desk, row);
}

/** Trades that the venue tells of by itself: some never, some twice, in no order. */
export function hearTrades(world: World, desk: OrderDesk): void {
  const news = desk.venue.trades.filter(({ tradeId }) => !desk.fillIds.has(tradeId)).reverse();
  for (const trade of news) {
    if (happens(world, world.faults.lostFill)) continue;
    applyTrade(world, desk, trade);
    if (happens(world, world.faults.doubleFill)) applyTrade(world, desk, trade);
  }
}

/** Applies a trade once, to the order that it belongs to, whatever has become of that order. */
function applyTrade(world: World, desk: OrderDesk, row: VenueTradeRow): void {
  const { dedupesFills, takesLateFills, applyFill } = world.seams.orders;
  if (desk.fillIds.has(row.tradeId) && dedupesFills) return;
  const owner = desk.rows.get(row.order.clientOrderId);
  if (!owner || (!takesLateFills && !isLive(owner.order.state))) return;
  const trade = tradeOf(row, desk.symbol);
  const { agentId, orderId, decisionId } = owner.order;
  const fill: Fill = { ...trade, fillId: row.tradeId, agentId, orderId, decisionId };
  desk.fillIds.add(row.tradeId);
  owner.fills.push(fill);
  desk.position = applyFill(desk.position, fill);
  desk.base = desk.base.plus(baseChange(fill));
  desk.cash = desk.cash.plus(quoteChange(fill));
  const found = lookUp(desk.venue, row.order.clientOrderId, world.nowMs);
  settle(world, owner, found.order);
  traceText(world.trace, row.tradeId);
}

/** Differences between the venue's statement and our books, and orders of unknown fate: none in a reconciled statement. */
export function differencesOf({ venue, cash, position, rows }: OrderDesk): number {
  let differences = 0;
  if (!cash.equals(minorAsCash(venue.cashMinor))) differences += 1;
  if (!position.quantity.equals(quantityOf(1).times(venue.lots.toString()))) differences += 1;
  for (const { order } of rows.values()) if (order.state === 'sending' || order.state === 'unknown') differences += 1;
  return differences;
}
