import { OrderNotFound, type Exchange, type Order as CcxtOrder, type Trade } from 'ccxt';
import { Decimal, decimal } from '@orbiquant/kernel';
import type { Instrument, Order } from '@orbiquant/contracts';
import type { ApprovedOrder, SendOutcome, Venue, VenueOrder, VenueTrade } from '@orbiquant/trading';
import { rethrowAsAppError, sendFailure } from './send-outcome.ts';

const PAGE = 1000;
const BELL_RETRY_MS = 500;

/** A venue over CCXT. Quantities and prices travel as the exact strings of our decimals, never as floats. */
export function ccxtVenue(exchange: Exchange, name: string): Venue {
  return {
    name,
    submit: (order) => submit(exchange, order),
    cancel: (order) => cancel(exchange, order),
    find: (symbol, clientOrderId) => find(exchange, symbol, clientOrderId),
    openOrders: async (symbol) => (await exchange.fetchOpenOrders(symbol).catch(rethrowAsAppError)).map(toVenueOrder),
    recentOrders: async (symbol) =>
      (await exchange.fetchOrders(symbol, undefined, 500).catch(rethrowAsAppError)).map(toVenueOrder),
    tradesAfter: (symbol, afterTradeId) => tradesAfter(exchange, symbol, afterTradeId),
    balances: () => balances(exchange),
    marks: (symbols) => marks(exchange, symbols),
    instruments: () => instruments(exchange, name),
    onAccountChange: (bell, signal) => void watch(exchange, bell, signal),
  };
}

async function submit(exchange: Exchange, order: ApprovedOrder): Promise<SendOutcome> {
  const { symbol, side, quantity, limitPrice, stopPrice, type, clientOrderId } = order;
  const params: Record<string, string> = { clientOrderId, quantity: quantity.toFixed() };
  if (type === 'limit') Object.assign(params, { timeInForce: 'IOC', price: limitPrice?.toFixed() });
  if (stopPrice) params['stopLossPrice'] = stopPrice.toFixed();
  try {
    const sent = await exchange.createOrder(
      symbol,
      type === 'limit' ? 'limit' : 'market',
      side,
      quantity.toNumber(),
      limitPrice?.toNumber(),
      params,
    );
    return { kind: 'accepted', order: toVenueOrder(sent) };
  } catch (error) {
    return sendFailure(error);
  }
}

async function cancel(exchange: Exchange, order: Order): Promise<'canceled' | 'gone' | 'unknown'> {
  try {
    await exchange.cancelOrder(
      order.venueOrderId ?? '',
      order.symbol,
      order.venueOrderId ? {} : { clientOrderId: order.clientOrderId },
    );
    return 'canceled';
  } catch (error) {
    if (error instanceof OrderNotFound) return 'gone';
    if (sendFailure(error).kind === 'refused' && !/rate|clock|banned/.test(sendFailure(error).reason)) return 'gone';
    return 'unknown';
  }
}

async function find(exchange: Exchange, symbol: string, clientOrderId: string): Promise<VenueOrder | null> {
  try {
    return toVenueOrder(await exchange.fetchOrder('', symbol, { clientOrderId }));
  } catch (error) {
    if (error instanceof OrderNotFound) return null;
    return rethrowAsAppError(error);
  }
}

const STATUS: Readonly<Record<string, VenueOrder['status']>> = {
  open: 'open',
  closed: 'filled',
  canceled: 'canceled',
  canceling: 'open',
  rejected: 'rejected',
  expired: 'expired',
};

function toVenueOrder(order: CcxtOrder): VenueOrder {
  return {
    venueOrderId: String(order.id),
    clientOrderId: order.clientOrderId ?? '',
    status: STATUS[order.status ?? 'open'] ?? 'open',
    filledQuantity: exact(order.info, 'executedQty', order.filled),
  };
}

/** The venue's own text of a figure; CCXT's parsed float only where a venue names the field otherwise. */
function exact(info: unknown, field: string, parsed: number | undefined): Decimal {
  const text = (info as Record<string, unknown> | undefined)?.[field];
  return typeof text === 'string' ? decimal(text) : new Decimal(parsed ?? 0);
}

async function tradesAfter(exchange: Exchange, symbol: string, afterTradeId: string | null): Promise<VenueTrade[]> {
  const all: VenueTrade[] = [];
  let fromId = BigInt(afterTradeId ?? '-1') + 1n;
  for (;;) {
    const page = await exchange
      .fetchMyTrades(symbol, undefined, PAGE, { fromId: fromId.toString() })
      .catch(rethrowAsAppError);
    all.push(...page.map(toVenueTrade));
    const last = page.at(-1)?.id;
    if (page.length < PAGE || last === undefined)
      return all.sort((a, b) => (BigInt(a.venueTradeId) < BigInt(b.venueTradeId) ? -1 : 1));
    fromId = BigInt(last) + 1n;
  }
}

function toVenueTrade(trade: Trade): VenueTrade {
  const fee = trade.info as { commission?: string; commissionAsset?: string };
  return {
    venueTradeId: String(trade.id),
    venueOrderId: String(trade.order),
    symbol: String(trade.symbol),
    side: trade.side === 'buy' ? 'buy' : 'sell',
    price: exact(trade.info, 'price', trade.price),
    quantity: exact(trade.info, 'qty', trade.amount),
    fee: exact(fee, 'commission', Number(trade.fee?.cost ?? 0)),
    feeAsset: fee.commissionAsset ?? String(trade.fee?.currency ?? ''),
    filledAtMs: trade.timestamp ?? 0,
  };
}

async function balances(exchange: Exchange): Promise<Record<string, Decimal>> {
  const account = await exchange.fetchBalance().catch(rethrowAsAppError);
  const rows = (account.info as { balances?: Array<{ asset: string; free: string; locked: string }> }).balances;
  if (rows) return nonZero(rows.map(({ asset, free, locked }) => [asset, decimal(free).plus(locked)]));
  const totals = account.total as Record<string, number | undefined> | object;
  return nonZero(Object.entries(totals as Record<string, number>).map(([asset, total]) => [asset, new Decimal(total)]));
}

const nonZero = (entries: Array<[string, Decimal]>): Record<string, Decimal> =>
  Object.fromEntries(entries.filter(([, quantity]) => !quantity.isZero()));

async function marks(
  exchange: Exchange,
  symbols: readonly string[],
): Promise<Record<string, { price: Decimal; atMs: number }>> {
  if (symbols.length === 0) return {};
  const tickers = await exchange.fetchTickers([...symbols]).catch(rethrowAsAppError);
  return Object.fromEntries(
    Object.values(tickers).map(({ symbol, info, last, timestamp }) => [
      symbol,
      { price: exact(info, 'lastPrice', last), atMs: timestamp ?? 0 },
    ]),
  );
}

async function instruments(exchange: Exchange, venue: string): Promise<Instrument[]> {
  const markets = Object.values(await exchange.loadMarkets(true).catch(rethrowAsAppError));
  return markets.flatMap((market) => (market?.spot ? [toInstrument(market, venue)] : []));
}

type CcxtMarket = {
  symbol: string;
  base: string;
  quote: string;
  active?: boolean;
  precision?: { amount?: number; price?: number };
  limits?: { amount?: { min?: number }; cost?: { min?: number } };
};

/** Steps that a venue leaves out are taken as the finest that is common. */
const FINEST = { price: 0.01, amount: 0.00001, min: 0 };

function toInstrument({ symbol, base, quote, active, precision, limits }: CcxtMarket, venue: string): Instrument {
  const step = { ...FINEST, ...defined(precision) };
  const least = { min: step.amount, ...defined(limits?.amount) };
  const cost = { min: FINEST.min, ...defined(limits?.cost) };
  return {
    symbol,
    base,
    quote,
    venue,
    tickSize: new Decimal(step.price),
    stepSize: new Decimal(step.amount),
    quantityMin: new Decimal(least.min),
    notionalMin: new Decimal(cost.min),
    baseInterval: '1m',
    active: active !== false,
  };
}

/** An object without its undefined fields, so that they do not hide a default. */
const defined = <T extends object>(fields: T | undefined): Partial<T> =>
  Object.fromEntries(Object.entries(fields ?? {}).filter(([, value]) => value !== undefined)) as Partial<T>;

/** The stream only rings: what it says is fetched again by REST, so a lost, doubled or reordered message changes nothing. */
async function watch(exchange: Exchange, bell: () => void, signal: AbortSignal): Promise<void> {
  // CCXT opens an unencrypted socket, which a venue on this machine has, only once this is loaded.
  await exchange.loadHttpProxyAgent();
  while (!signal.aborted) {
    try {
      await exchange.watchOrders();
      bell();
    } catch {
      bell();
      await new Promise((resolve) => setTimeout(resolve, BELL_RETRY_MS));
    }
  }
}
